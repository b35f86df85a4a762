package rdsalert;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import rdsalert.delivery.AlertDelivery;
import rdsalert.delivery.AlertLedger;
import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.Sweep;
import rdsalert.delivery.Turns.TimeLeft;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.OwnCalls;
import rdsalert.guard.Guard;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.SilenceSource;

/**
 * Puts the parts together, by hand, around a ledger and a publisher.
 *
 * @param afterRestore drops what two restores must not share, or what may be out of date
 */
public record Wiring(
    AlertDelivery delivery,
    Sweep sweep,
    Optional<Guard> guard,
    RuleCatalog rules,
    SilenceSource exceptions,
    Runnable afterRestore,
    Duration timeout) {
  /** What a start may have taken of a run's time before the handler was called. */
  private static final Duration STARTED_BEFORE = Duration.ofSeconds(3);

  /** Where no function runs, there is time enough. */
  static final Duration UNKNOWN_TIMEOUT = Duration.ofMinutes(15);

  public static Wiring of(
      RuleCatalog rules,
      SilenceSource exceptions,
      AlertLedger ledger,
      AlertPublisher publisher,
      Limits limits,
      InstantSource clock,
      Consumer<Duration> pause) {
    AlertDelivery delivery =
        new AlertDelivery(rules, exceptions, ledger, publisher, limits, clock, OwnCalls.NONE);
    Sweep sweep = new Sweep(ledger, delivery, limits, clock, pause);
    return new Wiring(
        delivery, sweep, Optional.empty(), rules, exceptions, () -> {}, UNKNOWN_TIMEOUT);
  }

  /**
   * Starts a run: the time left is counted by the machine's monotonic clock from here. What Lambda
   * says is not asked, as it is the deadline minus a clock that may be wrong.
   */
  TimeLeft startRun() {
    long started = System.nanoTime();
    Duration length = timeout.minus(STARTED_BEFORE);
    return () -> length.minusNanos(System.nanoTime() - started);
  }
}
