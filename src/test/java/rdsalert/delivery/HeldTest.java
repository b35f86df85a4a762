package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.Wiring;
import rdsalert.briefing.HeldAlert;
import rdsalert.delivery.Sweep.SweepReport;
import rdsalert.delivery.Turns.TimeLeft;
import rdsalert.delivery.Window.Limits;
import rdsalert.render.Message;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences;
import rdsalert.testing.FakeLedger;
import rdsalert.testing.RecordingPublisher;
import rdsalert.testing.SettableClock;
import rdsalert.testing.TestEvents;
import rdsalert.testing.TestRules;

/** What a window holds is told, wherever a run dies, the index lags, or an answer gets lost. */
class HeldTest {
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Duration SWEEPS = Duration.ofMinutes(5);
  private static final TimeLeft LEFT = () -> Duration.ofSeconds(30);
  private static final Limits LIMITS = new Limits(3, 0, 1000, WINDOW, Duration.ofHours(1));

  private SettableClock clock = SettableClock.atWindowStart();
  private FakeLedger ledger = new FakeLedger();
  private RecordingPublisher publisher = new RecordingPublisher();

  private static final class Death extends Error {}

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tellsOfAnAlertWhereverTheRunThatWasToHoldItDied(boolean othersAreHeld) {
    int deaths = 0;
    for (int call = 1; diesWhileHolding(call, othersAreHeld); call++) {
      deaths++;
    }

    assertThat(deaths).as("calls of a run that holds an alert, before and after").isGreaterThan(15);
  }

  /** False if the run had no such call. */
  private boolean diesWhileHolding(int call, boolean othersAreHeld) {
    clock = SettableClock.atWindowStart();
    ledger = new FakeLedger();
    publisher = new RecordingPublisher();
    fill();
    Window window = Window.at(clock.instant(), WINDOW);
    try {
      wiring(dyingAt(call)).delivery().deliver(TestEvents.matching("dying"), LEFT);
      return false;
    } catch (Death e) {
      if (othersAreHeld) {
        deliver("next");
      }
    }
    sweepForTwoHours();
    assertAllIsTold(call, window, othersAreHeld);
    return true;
  }

  private void assertAllIsTold(int call, Window window, boolean othersAreHeld) {
    long published =
        publisher.published().stream().filter(m -> m.machine().contains("\"dying\"")).count();
    boolean held = ledger.isHeld("dying", window);
    boolean once = held || call == 1 || published == 1;
    assertThat(once).as("dead at call %s: held or published", call).isTrue();
    long told = held || othersAreHeld ? 1 : 0;
    assertThat(publisher.count(Message.Kind.DIGEST)).as("dead at call %s", call).isEqualTo(told);
    assertThat(publisher.count(Message.Kind.NOTICE))
        .as("a copy follows if it died between publishing and confirming")
        .isBetween(0L, 2 * told);
    assertThat(ledger.counted(window))
        .isGreaterThanOrEqualTo((held ? 1 : 0) + (othersAreHeld ? 1 : 0));
  }

  /** A run that dies before one of its calls, or after it: odd before, even after. */
  private AlertLedger dyingAt(int n) {
    AtomicInteger calls = new AtomicInteger();
    return (AlertLedger)
        Proxy.newProxyInstance(
            AlertLedger.class.getClassLoader(),
            new Class<?>[] {AlertLedger.class},
            (proxy, method, arguments) -> {
              int call = calls.incrementAndGet();
              if (2 * call - 1 == n) {
                throw new Death();
              }
              try {
                Object answer = method.invoke(ledger, arguments);
                if (2 * call == n) {
                  throw new Death();
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void leavesToTheSweepWhatARunHasNoTimeToHold() {
    fill();
    Window window = Window.at(clock.instant(), WINDOW);
    Instant end = clock.instant().plusSeconds(30);
    ledger.admittingTakes(1, () -> clock.advance(Duration.ofSeconds(25)));

    Outcome outcome =
        wiring(ledger)
            .delivery()
            .deliver(TestEvents.matching("slow"), () -> Duration.between(clock.instant(), end));

    assertThat(outcome).isInstanceOf(Outcome.Waiting.class);
    assertThat(ledger.counted(window)).isZero();
    assertThat(sweep().held()).isEqualTo(1);
  }

  @Test
  void looksForExceptionsOnlyIfThereIsADigestToWrite() {
    Window window = Window.at(clock.instant(), WINDOW);
    ledger.announce(window, summary("died"), window.digestDue(), clock.instant());
    clock.set(window.end().plus(Duration.ofHours(1)));
    List<String> calls = new ArrayList<>();
    AlertLedger noting =
        (AlertLedger)
            Proxy.newProxyInstance(
                AlertLedger.class.getClassLoader(),
                new Class<?>[] {AlertLedger.class},
                (proxy, method, arguments) -> {
                  calls.add(method.getName());
                  return method.invoke(ledger, arguments);
                });

    assertThat(wiring(noting).sweep().run(() -> SWEEPS).failures()).isEmpty();
    assertThat(calls).contains("held").doesNotContain("excepted");
  }

  @Test
  void tellsOfTheRestThoughTheFirstDiedAndTheIndexListsNothingForTwelveMinutes() {
    fill();
    Window window = Window.at(clock.instant(), WINDOW);
    ledger.announce(window, summary("died"), window.digestDue(), clock.instant());
    ledger.indexLagsBehind(100);
    deliver("held-1");
    deliver("held-2");
    clock.set(window.digestDue());
    sweep();
    assertThat(publisher.count(Message.Kind.DIGEST)).isZero();
    ledger.indexLagsBehind(0);
    clock.advance(Duration.ofMinutes(12));
    sweep();

    assertThat(publisher.count(Message.Kind.DIGEST)).isEqualTo(1);
    assertThat(lastMessage()).contains("2 alerts held");
    clock.advance(Duration.ofHours(1));
    assertThat(sweep().overdue()).isZero();
  }

  @Test
  void saysOfOneLaggingKeyThatMoreFollows() {
    fill();
    for (int i = 0; i < 3; i++) {
      deliver("held-" + i);
    }
    ledger.indexLagsBehind(1);
    clock.set(Window.at(clock.instant(), WINDOW).digestDue());
    sweep();
    assertThat(lastMessage()).contains("At most 3 alerts held", "2 can be listed so far");
    ledger.indexLagsBehind(0);
    clock.advance(WINDOW);
    sweep();

    assertThat(lastMessage()).contains("3 alerts held", "completes a digest that listed only 2");
    sweepForTwoHours();
    assertThat(publisher.count(Message.Kind.DIGEST)).isEqualTo(2);
  }

  @Test
  void copiesANoticeAndADigestWhoseAnswersGotLostAndCompletesTheDigest() {
    fill();
    publisher.losingAnswers(1);
    deliver("held-1");
    deliver("held-2");
    ledger.indexLagsBehind(1);
    clock.set(Window.at(clock.instant(), WINDOW).digestDue());
    publisher.losingAnswers(2);
    sweep();
    assertThat(publisher.count(Message.Kind.NOTICE)).isEqualTo(2);
    assertThat(publisher.count(Message.Kind.DIGEST)).isEqualTo(1);
    ledger.indexLagsBehind(0);
    sweepForTwoHours();

    assertThat(publisher.count(Message.Kind.NOTICE)).isEqualTo(3);
    assertThat(publisher.count(Message.Kind.DIGEST)).isEqualTo(2);
    assertThat(publisher.published())
        .filteredOn(message -> message.kind() == Message.Kind.DIGEST)
        .last()
        .satisfies(digest -> assertThat(digest.email()).contains("2 alerts held"));
    assertThat(sweep().overdue()).isZero();
  }

  @Test
  void completesADigestThatWasCutShortForWantOfTimeOnlyWithMore() {
    fill();
    for (int i = 0; i < 30; i++) {
      deliver("held-" + i);
    }
    Window window = Window.at(clock.instant(), WINDOW);
    clock.set(window.digestDue());
    sweepInWhichEachLookTakesTime(Duration.ofSeconds(6));
    assertThat(lastMessage()).contains("At most 30 alerts held").contains("can be listed so far");
    int before = publisher.published().size();

    clock.set(window.end().plus(Duration.ofMinutes(31)));
    sweepInWhichEachLookTakesTime(Duration.ofSeconds(8));
    assertThat(publisher.published()).as("fewer than before are no news").hasSize(before);
    assertThat(sweep().overdue()).isZero();
  }

  /** Listing stops with enough of the lease left to publish: the sweep does not fail. */
  private void sweepInWhichEachLookTakesTime(Duration time) {
    Instant end = clock.instant().plus(Duration.ofMinutes(4));
    TimeLeft left =
        () -> {
          clock.advance(time);
          return Duration.between(clock.instant(), end);
        };
    assertThat(wiring(ledger).sweep().run(left).failures()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 30, 120, 900})
  void makesADigestDueOnlyOnceEveryRunOfTheWindowIsOver(long seconds) {
    Window window = Window.at(clock.instant(), WINDOW);
    Instant last = window.end().minusMillis(1);

    assertThat(Turns.leaseUntil(last, () -> Duration.ofSeconds(seconds)))
        .isBefore(window.digestDue());
  }

  private void fill() {
    for (int i = 0; i < LIMITS.cap(); i++) {
      deliver("sent-" + i);
    }
  }

  private void deliver(String id) {
    assertThat(wiring(ledger).delivery().deliver(TestEvents.matching(id), LEFT)).isNotNull();
  }

  private SweepReport sweep() {
    SweepReport report = wiring(ledger).sweep().run(() -> SWEEPS);
    assertThat(report.failures()).isEmpty();
    return report;
  }

  private void sweepForTwoHours() {
    for (int i = 0; i < 24; i++) {
      clock.advance(SWEEPS);
      sweep();
    }
  }

  private String lastMessage() {
    return publisher.published().getLast().email();
  }

  private static HeldAlert summary(String id) {
    return HeldAlert.of(TestRules.packaged(), TestEvents.matching(id));
  }

  private Wiring wiring(AlertLedger ledger) {
    return Wiring.of(
        RuleCatalog.packaged(), Silences.none(), ledger, publisher, LIMITS, clock, clock::advance);
  }
}
