package rdsalert.delivery;

import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import rdsalert.alert.HeldAlert;

/** The ledger's answer to a run that wants to work on an entry. */
public sealed interface Claim {
  /**
   * The entry is this run's alone until the lease ends.
   *
   * @param token proves to the ledger that this run holds the lease
   * @param window the window the entry counts in
   * @param stage how far an earlier run got; {@link Stage#CLAIMED} for a first one
   * @param takenOver whether an earlier run worked on it and died or gave up
   * @param number the alert's place, where an earlier run left it
   * @param raisedAt when the first run took it up
   * @param event the event as JSON; null for notices and digests
   * @param firstHeld what a notice tells of; null for alerts and digests
   */
  record Granted(
      LedgerKey key,
      String token,
      Instant leaseUntil,
      Window window,
      Stage stage,
      boolean takenOver,
      OptionalInt number,
      Instant raisedAt,
      @Nullable String event,
      @Nullable HeldAlert firstHeld)
      implements Claim {

    /** The same claim, counted in another window. */
    public Granted in(Window other) {
      return new Granted(
          key, token, leaseUntil, other, stage, takenOver, number, raisedAt, event, firstHeld);
    }
  }

  /** How far the work on an entry got. */
  enum Stage {
    /** Whether it has a place in its window is not known. */
    CLAIMED,
    /** It has its place, or needs none, and waits to be published. */
    ADMITTED
  }

  /** It was published. */
  record AlreadySent() implements Claim {}

  /** It was held back, to be counted in a digest. */
  record AlreadyHeld() implements Claim {}

  /** Another run holds the lease. */
  record Busy(Instant leaseUntil) implements Claim {}

  /** There is no such entry, or no longer. */
  record Gone() implements Claim {}
}
