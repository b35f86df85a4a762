package rdsalert.delivery;

import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.HeldAlert;

/** The ledger's answer to a run that wants to work on an entry. */
public sealed interface Claim {
  /**
   * The entry is this run's alone until the lease ends.
   *
   * @param token proves to the ledger that this run holds the lease
   * @param takenOver whether an earlier run worked on it and died or gave up
   * @param tries the earlier attempts to publish it that the channel may have taken
   * @param raisedAt when the first run took it up
   */
  record Granted(
      LedgerKey key,
      String token,
      Instant leaseUntil,
      boolean takenOver,
      Tries tries,
      Instant raisedAt,
      Content content)
      implements Claim {}

  /**
   * What the ledger keeps of an entry until it is done.
   *
   * @param event the event as JSON; null for notices and digests
   * @param firstHeld the first alert that a window held; null for alerts
   * @param told how many held alerts an earlier digest of the window listed; empty if there was
   *     none
   */
  record Content(@Nullable String event, @Nullable HeldAlert firstHeld, OptionalInt told) {}

  /**
   * An earlier run took it up and it is not done.
   *
   * @param leaseUntil until when that run may be at work
   * @param dueAt when it is to be worked on again
   * @param perhapsSent whether the channel may have taken it already
   */
  record Open(Instant leaseUntil, Instant dueAt, boolean perhapsSent) implements Claim {}

  /** It was published. */
  record AlreadySent() implements Claim {}

  /** It was held back, to be counted in a digest. */
  record AlreadyHeld() implements Claim {}

  /** There is no such entry, or no longer. */
  record Gone() implements Claim {}
}
