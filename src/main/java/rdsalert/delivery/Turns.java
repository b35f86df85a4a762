package rdsalert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.ManagementEvent;

/**
 * What a run may do and for how long: its leases on entries, and its way to the turns to publish,
 * of which every second has a few for all runs together. A sweep pauses until the next second; a
 * delivery has no pause, and leaves its alert to the sweep.
 *
 * <p>A lease lasts till a little after the run must be dead, and never longer than {@link
 * #LONGEST_LEASE} and {@link #MARGIN}; so a window's digest is complete that long after the window
 * has closed.
 */
public record Turns(
    AlertLedger ledger,
    Limits limits,
    InstantSource clock,
    TimeLeft left,
    Optional<Consumer<Duration>> pause) {
  /** The longest a run holds an entry; a run that has more time left gives up after this. */
  static final Duration LONGEST_LEASE = Duration.ofMinutes(2);

  /** What clocks that are set by the same store may differ, with plenty to spare. */
  static final Duration MARGIN = Duration.ofSeconds(5);

  /** Tells a run how long it may still work before it is ended from outside. */
  @FunctionalInterface
  public interface TimeLeft {
    /** The time from now to the run's end; negative once it is over. */
    Duration now();

    /** Whether at least this much is left. */
    default boolean isAtLeast(Duration wanted) {
      return now().compareTo(wanted) >= 0;
    }
  }

  static Instant leaseUntil(Instant now, TimeLeft left) {
    Duration length = left.isAtLeast(LONGEST_LEASE) ? LONGEST_LEASE : left.now();
    return now.plus(length).plus(MARGIN);
  }

  /** Whether a run may still act on its lease. */
  static boolean holds(Claim.Granted claim, Instant now) {
    return now.plus(MARGIN).isBefore(claim.leaseUntil());
  }

  Claim claim(LedgerKey key, ManagementEvent event, Instant now) {
    return ledger.claim(key, event.text(), now, leaseUntil(now, left));
  }

  Claim takeOver(LedgerKey key, Instant now) {
    return ledger.takeOver(key, now, leaseUntil(now, left));
  }

  /** When a turn was taken; empty if there is none, or less time than is needed to use it. */
  Optional<Instant> take(Claim.Granted claim, Duration needed) {
    while (hasTime(claim, needed)) {
      Instant now = clock.instant();
      if (ledger.takeTurn(limits, now)) {
        return Optional.of(now);
      }
      if (pause.isEmpty()) {
        return Optional.empty();
      }
      awaitNextSecond();
    }
    return Optional.empty();
  }

  /** Only a sweep waits; a turn that is taken at the beginning of a second lasts longest. */
  void awaitNextSecond() {
    Instant now = clock.instant();
    Instant nextSecond = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    pause.ifPresent(wait -> wait.accept(Duration.between(now, nextSecond)));
  }

  /** Whether this much is left of the run's time and of its lease. */
  boolean hasTime(Claim.Granted claim, Duration needed) {
    return left.isAtLeast(needed) && holds(claim, clock.instant().plus(needed));
  }
}
