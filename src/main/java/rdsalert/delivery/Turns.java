package rdsalert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A run's way to its turns to publish, of which every second has a few for all runs together.
 *
 * <p>A delivery that gets none at once leaves its alert to the sweep. A sweep has nothing better to
 * do than to wait for the next second, as long as it has the time.
 */
final class Turns {
  private final AlertLedger ledger;
  private final Limits limits;
  private final InstantSource clock;
  private final TimeLeft left;
  private final Optional<Pause> pause;

  Turns(
      AlertLedger ledger,
      Limits limits,
      InstantSource clock,
      TimeLeft left,
      Optional<Pause> pause) {
    this.ledger = ledger;
    this.limits = limits;
    this.clock = clock;
    this.left = left;
    this.pause = pause;
  }

  /**
   * Takes one.
   *
   * @param needed how much time must be left to make use of it
   * @return when it was taken; empty if there is none, or not enough time
   */
  Optional<Instant> take(Duration needed) {
    while (left.isAtLeast(needed)) {
      Instant now = clock.instant();
      if (ledger.takeTurn(limits, now)) {
        return Optional.of(now);
      }
      if (pause.isEmpty()) {
        return Optional.empty();
      }
      Instant nextSecond = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
      pause.get().pause(Duration.between(now, nextSecond));
    }
    return Optional.empty();
  }

  TimeLeft left() {
    return left;
  }
}
