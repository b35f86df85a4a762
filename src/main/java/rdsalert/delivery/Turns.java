package rdsalert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A run's way to its turns to publish, of which every second has a few for all runs together. A
 * sweep pauses until the next second; a delivery has no pause, and leaves its alert to the sweep.
 */
record Turns(
    AlertLedger ledger,
    Limits limits,
    InstantSource clock,
    TimeLeft left,
    Optional<Consumer<Duration>> pause) {

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
    return left.isAtLeast(needed) && Leases.holds(claim, clock.instant().plus(needed));
  }
}
