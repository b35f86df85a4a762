package rdsalert.delivery;

import java.util.OptionalInt;

/** Whether an alert has a place in its window. */
public sealed interface Admission {
  /**
   * It has one.
   *
   * @param number counted from 1; empty where an earlier run took the place and died
   * @param publishNow whether the pace lets it go out now; else it waits in the ledger
   */
  record Admitted(OptionalInt number, boolean publishNow) implements Admission {}

  /**
   * There is none for this actor.
   *
   * @param announced whether notice and digest of the window are already in the ledger
   */
  record Refused(boolean announced) implements Admission {}
}
