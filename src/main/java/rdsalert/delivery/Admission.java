package rdsalert.delivery;

import java.util.OptionalInt;

/** Whether an attempt to publish an alert has a place in a window. */
public sealed interface Admission {
  /**
   * It has one.
   *
   * @param number counted from 1; empty where an earlier call took the place, or there is no cap
   */
  record Admitted(OptionalInt number) implements Admission {}

  /** There is none for this applicant, nor will there be in this window. */
  record Refused() implements Admission {}
}
