package rdsalert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.HeldAlert;

/** The ledger's answer to a run that wants to work on an entry. */
public sealed interface Claim {
  /**
   * The entry is this run's alone until the lease ends, as the token proves to the ledger.
   *
   * @param takenOver whether an earlier run worked on it and died or gave up
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
   * What the ledger keeps of an entry: of an alert the event as JSON, of a notice or digest the
   * first alert that the window held, and how many an earlier digest listed.
   */
  record Content(@Nullable String event, @Nullable HeldAlert firstHeld, OptionalInt told) {}

  /** An earlier run took it up, may be at work until the lease ends, and perhaps published it. */
  record Open(Instant leaseUntil, Instant dueAt, boolean perhapsSent) implements Claim {}

  /** It was published, or held back to be counted in a digest. */
  record Done(Outcome.Earlier how) implements Claim {}

  /** There is no such entry, or no longer. */
  record Gone() implements Claim {}

  /** The attempts to publish an entry that the channel may have taken, as no answer told. */
  record Tries(int made, @Nullable Instant last) {
    public static final Tries NONE = new Tries(0, null);

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
