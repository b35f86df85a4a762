package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.Wiring;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.delivery.Sweep.SweepReport;
import rdsalert.delivery.Turns.TimeLeft;
import rdsalert.delivery.Window.Limits;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences;
import rdsalert.testing.FakeLedger;
import rdsalert.testing.RecordingPublisher;
import rdsalert.testing.SettableClock;
import rdsalert.testing.TestEvents;

/** Alerts that wait while new ones take every place of every window. */
class StarvationTest {
  private static final TimeLeft LEFT = () -> Duration.ofSeconds(30);
  private static final Duration SWEEPS = Duration.ofMinutes(5);

  /** Read once: some ten thousand runs, each as a new process, would read it anew. */
  private static final RuleCatalog RULES = RuleCatalog.packaged();

  private final SettableClock clock = SettableClock.atWindowStart();
  private final FakeLedger ledger = new FakeLedger();
  private final RecordingPublisher publisher = new RecordingPublisher();
  private final Map<String, Instant> raised = new HashMap<>();
  private Instant nextArrival = Instant.EPOCH;

  /** New ones have taken every place of a window by the time of its first sweep. */
  @ParameterizedTest
  @CsvSource({"10, 5, 10, 20", "30, 5, 10, 5", "10, 1, 1, 4", "60, 1, 1, 1"})
  void endsEveryWaitingAlertThoughNewOnesKeepComing(
      int cap, int pace, int windowMinutes, int secondsBetween) {
    Limits limits =
        new Limits(cap, 0, pace, Duration.ofMinutes(windowMinutes), Duration.ofHours(1));
    Duration between = Duration.ofSeconds(secondsBetween);
    Instant end = clock.instant().plus(Duration.ofHours(6));
    nextArrival = clock.instant();
    passes(Duration.ofMinutes(4), between, limits);
    while (clock.instant().isBefore(end)) {
      passes(SWEEPS, between, limits);
      sweep(between, limits);
    }

    assertThat(oldestWaiting()).isLessThan(Duration.ofHours(4));
  }

  /** New alerts arrive meanwhile. */
  private void passes(Duration time, Duration between, Limits limits) {
    Instant end = clock.instant().plus(time);
    while (nextArrival.isBefore(end)) {
      clock.set(nextArrival);
      nextArrival = nextArrival.plus(between);
      arrive(limits);
    }
    clock.set(end);
  }

  /** Some publishes get no answer, and some are refused in all their tries. */
  private void arrive(Limits limits) {
    int number = raised.size();
    String id = "arrival-" + number;
    raised.put(id, clock.instant());
    publisher.losingAnswers(number % 37 == 0 ? 1 : 0);
    publisher.failingTimes(number % 41 == 0 ? 3 : 0);
    try {
      Wiring wiring = wiring(limits, clock::advance);
      assertThat(wiring.delivery().deliver(TestEvents.matching(id), LEFT)).isNotNull();
    } catch (PublishFailedException e) {
      assertThat(e.worthRetrying()).isTrue();
    }
  }

  private void sweep(Duration between, Limits limits) {
    Instant end = clock.instant().plus(Duration.ofMinutes(4));
    Wiring wiring = wiring(limits, pause -> passes(pause, between, limits));
    SweepReport report = wiring.sweep().run(() -> Duration.between(clock.instant(), end));
    assertThat(report.undeliverable()).isZero();
  }

  private Duration oldestWaiting() {
    Instant[] oldest = {clock.instant()};
    ledger.due(
        clock.instant().plus(Duration.ofDays(1)),
        due -> {
          if (due.key() instanceof LedgerKey.ForAlert(String id)) {
            Instant at = raised.getOrDefault(id, Instant.EPOCH);
            oldest[0] = at.isBefore(oldest[0]) ? at : oldest[0];
          }
          return true;
        });
    return Duration.between(oldest[0], clock.instant());
  }

  private Wiring wiring(Limits limits, Consumer<Duration> pause) {
    return Wiring.of(RULES, Silences.none(), ledger, publisher, limits, clock, pause);
  }
}
