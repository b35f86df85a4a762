package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.Wiring;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.Turns.TimeLeft;
import rdsalert.delivery.Window.Limits;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences;
import rdsalert.testing.FakeLedger;
import rdsalert.testing.RecordingPublisher;
import rdsalert.testing.SettableClock;
import rdsalert.testing.TestEvents;

/** Each call of the ledger takes a while: half of it until it takes effect, half for the answer. */
class SlowLedgerTest {
  private static final Limits LIMITS =
      new Limits(100, 20, 5, Duration.ofMinutes(10), Duration.ofHours(1));
  private static final int SWEEPS = 3;

  private final SettableClock clock = SettableClock.atWindowStart();
  private final FakeLedger fake = new FakeLedger();
  private final RecordingPublisher publisher = new RecordingPublisher();
  private Duration half = Duration.ZERO;

  private final Wiring wiring =
      Wiring.of(
          RuleCatalog.packaged(),
          Silences.none(),
          slow(),
          publisher,
          LIMITS,
          clock,
          clock::advance);

  @ParameterizedTest
  @ValueSource(ints = {100, 200, 300, 400, 480})
  void sendsOnceWhereACallTakesLessThanHalfASecond(int milliseconds) {
    half = Duration.ofMillis(milliseconds).dividedBy(2);

    attempt(left -> wiring.delivery().deliver(TestEvents.matching("e1"), left), 27);
    sweepAgain();

    assertThat(publisher.published()).hasSize(1);
  }

  /** From two seconds on the ledger's time is not known, and every run fails for that. */
  @ParameterizedTest
  @ValueSource(ints = {600, 900, 1300, 1990})
  void failsEverySweepWhereACallTakesLongerAndSendsOnceItDoesNot(int milliseconds) {
    half = Duration.ofMillis(milliseconds).dividedBy(2);
    attempt(left -> wiring.delivery().deliver(TestEvents.matching("e1"), left), 27);

    for (int i = 0; i < SWEEPS; i++) {
      clock.advance(Duration.ofMinutes(5));
      assertThat(wiring.sweep().run(left(237)).failures())
          .singleElement()
          .asString()
          .contains("the ledger is so slow that no turn could be used in its second");
    }
    assertThat(publisher.published()).isEmpty();

    half = Duration.ZERO;
    clock.advance(Duration.ofMinutes(5));
    assertThat(wiring.sweep().run(left(237)).published().alerts()).isEqualTo(1);
  }

  @Test
  void failsTheRunIfEveryTurnLapsesAndLeavesTheAlertToTheNext() {
    fake.turningTakes(3, () -> clock.advance(Duration.ofSeconds(1)));

    assertThatThrownBy(() -> wiring.delivery().deliver(TestEvents.matching("e1"), left(60)))
        .isInstanceOf(LedgerFailedException.class);
    clock.advance(Duration.ofMinutes(1));

    assertThat(wiring.delivery().deliver(TestEvents.matching("e1"), left(60)))
        .isInstanceOfSatisfying(
            Outcome.Alerted.class, alerted -> assertThat(alerted.copy()).isFalse());
    assertThat(publisher.published()).hasSize(1);
  }

  private void sweepAgain() {
    for (int i = 0; i < SWEEPS; i++) {
      clock.advance(Duration.ofMinutes(5));
      attempt(left -> wiring.sweep().run(left), 237);
    }
  }

  private void attempt(Consumer<TimeLeft> run, int seconds) {
    try {
      run.accept(left(seconds));
    } catch (LedgerFailedException e) {
      assertThat(e.worthRetrying()).isTrue();
    }
  }

  private TimeLeft left(int seconds) {
    Instant end = clock.instant().plusSeconds(seconds);
    return () -> Duration.between(clock.instant(), end);
  }

  private AlertLedger slow() {
    return (AlertLedger)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {AlertLedger.class},
            (_, method, arguments) -> {
              clock.advance(half);
              try {
                return method.invoke(fake, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                clock.advance(half);
              }
            });
  }
}
