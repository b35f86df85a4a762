package rdsalert.delivery;

import java.time.Duration;
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

  /**
   * The attempts to publish an entry whose answer never came, or is still awaited: the channel may
   * have taken each of them.
   *
   * @param last when the last of them was made; null if there was none
   */
  record Tries(int made, @Nullable Instant last) {
    /** Nothing was published yet. */
    public static final Tries NONE = new Tries(0, null);

    /** These and one more, made now. */
    public Tries with(Instant now) {
      return new Tries(made + 1, now);
    }

    /**
     * When the next one is due if no answer comes: 10 and 30 minutes after the first, then hourly;
     * later where one of them was late.
     */
    public Instant next() {
      return last == null ? Instant.EPOCH : last.plus(gap());
    }

    private Duration gap() {
      return switch (made) {
        case 1 -> Duration.ofMinutes(10);
        case 2 -> Duration.ofMinutes(20);
        default -> Duration.ofHours(1);
      };
    }
  }
}
