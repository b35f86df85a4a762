package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import rdsalert.briefing.HeldAlert;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.DeliveryException.NoTimeException;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.delivery.Sweep.SweepReport;
import rdsalert.delivery.Turns.TimeLeft;
import rdsalert.event.ManagementEvent;
import rdsalert.event.OwnCalls;
import rdsalert.render.Message;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences;
import rdsalert.testing.FakeLedger;
import rdsalert.testing.RecordingPublisher;
import rdsalert.testing.Samples;
import rdsalert.testing.SettableClock;
import rdsalert.testing.TestEvents;
import rdsalert.testing.TestRules;

class SweepTest {
  private static final Duration REMAINING = Duration.ofSeconds(30);
  private static final TimeLeft LEFT = () -> REMAINING;
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Duration A_WHILE = Duration.ofMinutes(5);

  private final SettableClock clock = SettableClock.atWindowStart();
  private final FakeLedger ledger = new FakeLedger();
  private final RecordingPublisher publisher = new RecordingPublisher();
  private final RuleCatalog rules = RuleCatalog.packaged();

  @Test
  void hasNothingToDoWhenAllIsSent() {
    deliver("e1", "a");

    assertThat(sweep(A_WHILE).overdue()).isZero();
    assertThat(publisher.published()).hasSize(1);
  }

  @Test
  void tellsInTheDigestHowManyEachExceptionSilenced() {
    for (int i = 0; i < 4; i++) {
      deliver("e" + i, "a");
    }
    except("x1", "nightly");
    except("x2", "nightly");
    except("x3", "office");
    clock.advance(WINDOW.plus(A_WHILE));

    sweep(A_WHILE);

    assertThat(publisher.published().getLast().email())
        .contains("COVERED  2 by nightly, 1 by office");
  }

  private void except(String eventId, String exceptionId) {
    Instant now = clock.instant();
    ledger.except(
        new LedgerKey.ForAlert(eventId),
        exceptionId,
        HeldAlert.of(TestRules.packaged(), TestEvents.matching(eventId)),
        Window.at(now, WINDOW),
        now);
  }

  @Test
  void publishesWhatARunThatDiedHadClaimed() {
    claimOnly("e1");
    clock.advance(REMAINING.plusSeconds(1));

    SweepReport report = sweep(A_WHILE);

    assertThat(report.published().alerts()).isEqualTo(1);
    assertThat(report.oldest()).isEqualTo(Duration.ofSeconds(1));
    assertThat(deliverOutcome("e1", "a")).isInstanceOf(Outcome.Duplicate.class);
    assertThat(publisher.published()).hasSize(1);
  }

  @Test
  void publishesWhatWasTakenUpBeforeItsRuleWasSwitchedOff() {
    ManagementEvent shared = Samples.read(Samples.firstHit("db-snapshot-public"));
    claim(shared.callId(), shared.text());
    clock.advance(REMAINING.plusSeconds(1));

    SweepReport report = sweep(A_WHILE);

    assertThat(report.failures()).isEmpty();
    assertThat(publisher.published()).hasSize(1);
    assertThat(publisher.published().getFirst().email()).contains("ALERT    db-snapshot-public:");
  }

  @Test
  void countsAnAlertOfAClosedWindowInThePresentOne() {
    claimOnly("e1");
    clock.advance(Duration.ofHours(1));

    sweep(A_WHILE);

    assertThat(publisher.published().getFirst().email())
        .contains("alert 1 of at most 3 until 11:10Z");
  }

  @Test
  void triesAgainWhatCouldNotBePublishedUntilItCan() {
    publisher.failingTimes(9);
    assertThatThrownBy(() -> deliver("e1", "a")).isInstanceOf(PublishFailedException.class);
    clock.advance(WINDOW);
    assertThat(sweep(A_WHILE).failures()).hasSize(1);
    clock.advance(WINDOW);
    SweepReport failing = sweep(A_WHILE);
    assertThat(failing.failures()).hasSize(1);
    assertThat(failing.undeliverable()).isZero();
    clock.advance(WINDOW);

    assertThat(sweep(A_WHILE).published().alerts()).isEqualTo(1);
    assertThat(sweep(A_WHILE).overdue()).isZero();
    assertThat(publisher.published()).hasSize(1);
  }

  @Test
  void keepsAndCountsWhatCanNeverBePublishedAndGoesOnWithTheRest() {
    publisher.failingTimes(6);
    assertThatThrownBy(() -> deliver("e1", "a")).isInstanceOf(PublishFailedException.class);
    assertThatThrownBy(() -> deliver("e2", "a")).isInstanceOf(PublishFailedException.class);
    clock.advance(WINDOW);
    publisher.failingForGood("AuthorizationError");

    SweepReport report = sweep(A_WHILE);

    assertThat(report.undeliverable()).isEqualTo(1);
    assertThat(report.published().alerts()).isEqualTo(1);
    assertThat(report.failures().getFirst())
        .contains("publishing failed: AuthorizationError (will fail until it is fixed)");
    clock.advance(WINDOW);
    assertThat(sweep(A_WHILE).published().alerts()).isEqualTo(1);
  }

  @Test
  void stopsTryingWhenTheChannelIsDown() {
    for (int i = 0; i < 3; i++) {
      claimOnly("e" + i);
    }
    claimOnly("e3");
    clock.advance(Duration.ofMinutes(1));
    publisher.failingTimes(9);

    SweepReport report = sweep(A_WHILE);

    assertThat(report.failures()).hasSize(3);
    assertThat(report.finished()).isFalse();
    assertThat(publisher.published()).isEmpty();
  }

  @Test
  void goesOnAfterMessagesThatAreRefusedForGood() {
    for (int i = 0; i < 4; i++) {
      claimOnly("e" + i);
    }
    clock.advance(Duration.ofMinutes(1));
    for (int i = 0; i < 3; i++) {
      publisher.failingForGood("InvalidParameter");
    }

    Limits wide = new Limits(10, 0, 1000, WINDOW, Duration.ofHours(1));
    SweepReport report = sweeper(wide).run(() -> A_WHILE);

    assertThat(report.undeliverable()).isEqualTo(3);
    assertThat(report.published().alerts()).isEqualTo(1);
    assertThat(report.finished()).isTrue();
  }

  @Test
  void goesOnAfterFailuresThatAreTheLedgers() {
    for (int i = 0; i < 4; i++) {
      claimOnly("e" + i);
    }
    clock.advance(Duration.ofMinutes(1));
    ledger.failingToAnnounce(3);

    Limits wide = new Limits(10, 0, 1000, WINDOW, Duration.ofHours(1));
    SweepReport report = sweeper(wide).run(() -> A_WHILE);

    assertThat(report.failures()).hasSize(3);
    assertThat(report.published().alerts()).isEqualTo(1);
    assertThat(report.finished()).isTrue();
  }

  @Test
  void goesOnWhereFailuresAreNotInARow() {
    for (int i = 0; i < 5; i++) {
      claimOnly("e" + i);
    }
    clock.advance(Duration.ofMinutes(1));
    Iterator<Integer> failures = List.of(3, 3, 0, 3, 0).iterator();
    ledger.admittingTakes(5, () -> publisher.failingTimes(failures.next()));

    Limits wide = new Limits(10, 0, 1000, WINDOW, Duration.ofHours(1));
    SweepReport report = sweeper(wide).run(() -> A_WHILE);

    assertThat(report.failures()).hasSize(3);
    assertThat(report.published().alerts()).isEqualTo(2);
    assertThat(report.finished()).isTrue();
  }

  @Test
  void waitsForItsTurnNoLongerThanItsLeaseLasts() {
    Limits one = new Limits(10, 0, 1, WINDOW, Duration.ofHours(1));
    claimOnly("e1");
    clock.advance(Duration.ofMinutes(1));
    Instant start = clock.instant();
    ledger.takeTurn(one, start);
    Sweep sweep =
        new Sweep(
            ledger,
            delivery(one),
            one,
            clock,
            time -> {
              clock.advance(time);
              if (clock.instant().isBefore(start.plusSeconds(130))) {
                ledger.takeTurn(one, clock.instant());
              }
            });

    SweepReport report = sweep.run(() -> A_WHILE.minus(Duration.between(start, clock.instant())));

    assertThat(report.failures()).isEmpty();
    assertThat(report.finished()).isFalse();
    clock.advance(A_WHILE);
    assertThat(sweep(A_WHILE).published().alerts()).isEqualTo(1);
  }

  @Test
  void goesOnPastEntriesThatCannotBeReadOrThatNoRuleLooksForAnyMore() {
    claimOnly("e1");
    String call = TestEvents.anyOtherEvent().eventName();
    claim("e2", TestEvents.anyOtherEvent().text().replace(call, "CallOfNoRule"));
    claim("e3", "no JSON at all");
    claim("e4", TestEvents.matching("e4").text());
    clock.advance(Duration.ofMinutes(1));
    ledger.addingToDue(new LedgerKey.Unreadable("window-of-the-future#1"));

    SweepReport report = sweep(A_WHILE);

    assertThat(report.failures())
        .hasSize(3)
        .anyMatch(text -> text.contains("window-of-the-future") && text.contains("cannot be read"))
        .anyMatch(text -> text.contains("no rule looks for call"))
        .anyMatch(text -> text.contains("MalformedEventException"));
    assertThat(report.undeliverable()).isEqualTo(3);
    assertThat(report.published().alerts()).isEqualTo(2);
    assertThat(report.finished()).isTrue();
  }

  @Test
  void goesOnAfterAnError() {
    claimOnly("e1");
    claimOnly("e2");
    clock.advance(Duration.ofMinutes(1));
    ledger.admittingTakes(
        1,
        () -> {
          throw new StackOverflowError("injected");
        });

    SweepReport report = sweep(A_WHILE);

    assertThat(report.failures()).singleElement().asString().contains("StackOverflowError");
    assertThat(report.published().alerts()).isEqualTo(1);
    clock.advance(A_WHILE);
    assertThat(sweep(A_WHILE).published().alerts()).isEqualTo(1);
  }

  @Test
  void waitsForItsTurnOnlyAsLongAsItHasTime() {
    Limits one = new Limits(10, 0, 1, WINDOW, Duration.ofHours(1));
    for (int i = 0; i < 5; i++) {
      claimOnly("e" + i);
    }
    clock.advance(Duration.ofMinutes(1));
    Instant end = clock.instant().plus(Sweep.ENTRY).plusMillis(500);

    SweepReport report = sweeper(one).run(() -> Duration.between(clock.instant(), end));

    assertThat(report.published().alerts()).isEqualTo(2);
    assertThat(report.finished()).isFalse();
    assertThat(report.failures()).isEmpty();
  }

  @Test
  void failsLoudlyWithoutTimeForOneEntry() {
    claimOnly("e1");
    clock.advance(Duration.ofMinutes(1));

    assertThatThrownBy(() -> sweep(Sweep.ENTRY.minusMillis(1)))
        .isInstanceOf(NoTimeException.class)
        .hasMessageContaining("FUNCTION_TIMEOUT_SECONDS");
    assertThat(sweep(A_WHILE).published().alerts()).isEqualTo(1);
  }

  @Test
  void countsInTheWindowOfPublishingWhatAnOutageKeptBack() {
    for (int i = 0; i < 8; i++) {
      claimOnly("e" + i);
    }
    clock.advance(Duration.ofHours(6));

    SweepReport report = sweep(A_WHILE);

    assertThat(report.published().alerts()).isEqualTo(3);
    assertThat(report.held()).isEqualTo(5);
    clock.advance(WINDOW.plus(A_WHILE));
    assertThat(sweep(A_WHILE).published().digests()).isEqualTo(1);
    assertThat(publisher.count(Message.Kind.ALERT)).isEqualTo(3);
  }

  @Test
  void publishesACopyOfWhatWasPerhapsSentAfterTenAndThirtyMinutesAndThenHourly() {
    publisher.losingAnswers(100);
    deliver("e1", "a");
    List<Duration> copies = new ArrayList<>();
    Instant start = clock.instant();
    for (int minutes = 1; minutes <= 240; minutes++) {
      clock.set(start.plus(Duration.ofMinutes(minutes)));
      if (sweep(A_WHILE).published().unanswered() > 0) {
        copies.add(Duration.ofMinutes(minutes));
      }
    }

    assertThat(copies.stream().map(Duration::toMinutes)).containsExactly(10L, 30L, 90L, 150L, 210L);
    assertThat(publisher.published()).hasSize(6);
    publisher.losingAnswers(-publisher.unanswered());
    clock.advance(Duration.ofHours(1));
    assertThat(sweep(A_WHILE).published().alerts()).isEqualTo(1);
    assertThat(sweep(A_WHILE).overdue()).isZero();
  }

  @Test
  void keepsACopyForTheNextWindowIfThePresentOneIsFull() {
    publisher.losingAnswers(1);
    deliver("e1", "a");
    clock.advance(WINDOW);
    for (int i = 0; i < 3; i++) {
      deliver("new" + i, "a");
    }

    assertThat(sweep(A_WHILE).held()).isZero();
    assertThat(sweep(A_WHILE).overdue()).as("until the window ends").isZero();
    assertThat(publisher.count(Message.Kind.ALERT)).isEqualTo(4);
    clock.advance(WINDOW);
    assertThat(sweep(A_WHILE).published().alerts()).isEqualTo(1);
    assertThat(publisher.count(Message.Kind.DIGEST)).isZero();
  }

  @Test
  void holdsACopyThatHasFoundNoPlaceForThreeHours() {
    publisher.losingAnswers(1);
    deliver("e1", "a");
    Instant first = clock.instant();
    int held = 0;
    for (int window = 1; window <= 24 && held == 0; window++) {
      clock.advance(WINDOW);
      for (int i = 0; i < 3; i++) {
        deliver("new" + window + "-" + i, "a");
      }
      held = sweep(A_WHILE).held();
    }

    assertThat(held).isEqualTo(1);
    assertThat(clock.instant()).isEqualTo(first.plus(Duration.ofHours(3)));
    clock.advance(WINDOW.plus(A_WHILE));
    assertThat(sweep(A_WHILE).published().digests()).isEqualTo(1);
  }

  @Test
  void waitsForItsTurnEverySecond() {
    Limits slow = new Limits(10, 0, 2, WINDOW, Duration.ofHours(1));
    for (int i = 0; i < 5; i++) {
      claimOnly("e" + i);
    }
    clock.advance(Duration.ofMinutes(1));
    var before = clock.instant();

    SweepReport report = sweeper(slow).run(() -> A_WHILE);

    assertThat(report.published().alerts()).isEqualTo(5);
    assertThat(Duration.between(before, clock.instant())).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void publishesOneDigestOfAClosedWindowThatCountsAllItHeld() {
    for (int i = 0; i < 3; i++) {
      deliver("sent" + i, "actor" + i);
    }
    for (int i = 0; i < 40; i++) {
      deliver("held" + i, i < 30 ? "noisy" : "other");
    }
    clock.advance(WINDOW);
    assertThat(sweep(A_WHILE).published().digests())
        .as("runs of that window may still be alive")
        .isZero();
    clock.advance(Duration.ofMinutes(3));

    SweepReport report = sweep(A_WHILE);

    assertThat(report.published().digests()).isEqualTo(1);
    assertThat(publisher.count(Message.Kind.DIGEST)).isEqualTo(1);
    assertThat(publisher.count(Message.Kind.NOTICE)).isEqualTo(1);
    String digest = publisher.published().getLast().email();
    assertThat(digest).contains("40 alerts held").contains("30 by ").contains("10 by ");
    assertThat(sweep(A_WHILE).overdue()).isZero();
  }

  @Test
  void publishesANoticeThatTheRunCouldNot() {
    for (int i = 0; i < 3; i++) {
      deliver("sent" + i, "actor" + i);
    }
    publisher.failingTimes(3);
    assertThatThrownBy(() -> deliver("held", "noisy")).isInstanceOf(PublishFailedException.class);
    assertThat(deliverOutcome("held", "noisy")).isInstanceOf(Outcome.Duplicate.class);
    clock.advance(Duration.ofSeconds(2));

    assertThat(sweep(A_WHILE).published().notices()).isEqualTo(1);
    assertThat(publisher.count(Message.Kind.NOTICE)).isEqualTo(1);
  }

  @Test
  void tellsNothingOfAWindowThatHeldNothingAfterAll() {
    Claim.Granted claim = claimOnly("e1");
    Window window = Window.at(clock.instant(), WINDOW);
    ledger.announce(window, anySummary(), window.digestDue(), clock.instant());
    ledger.confirm(claim, "message", clock.instant());

    assertThat(sweep(A_WHILE).published().notices()).isZero();
    clock.advance(WINDOW.plus(A_WHILE));
    assertThat(sweep(A_WHILE).published().digests()).isZero();
    assertThat(sweep(A_WHILE).overdue()).isZero();
    assertThat(publisher.published()).isEmpty();
  }

  @Test
  void tellsNothingOfWhatARunCountedThatDiedBeforeItHeldIt() {
    Claim.Granted claim = claimOnly("e1");
    Window window = Window.at(clock.instant(), WINDOW);
    ledger.announce(window, anySummary(), window.digestDue(), clock.instant());
    ledger.count(claim, window);
    clock.advance(WINDOW.plus(A_WHILE));

    assertThat(sweep(A_WHILE).published().alerts()).isEqualTo(1);
    for (int i = 0; i < 4; i++) {
      clock.advance(Duration.ofMinutes(10));
      assertThat(sweep(A_WHILE).failures()).isEmpty();
    }
    assertThat(sweep(A_WHILE).overdue()).isZero();
    assertThat(publisher.published()).hasSize(1);
  }

  @Test
  void completesADigestOnceTheIndexHasCaughtUp() {
    flood(6);
    ledger.indexLagsBehind(3);
    clock.advance(WINDOW.plus(A_WHILE));
    assertThat(sweep(A_WHILE).published().digests()).isEqualTo(1);
    clock.advance(A_WHILE);
    assertThat(sweep(A_WHILE).published().digests()).isZero();
    ledger.indexLagsBehind(0);
    clock.advance(A_WHILE);

    assertThat(sweep(A_WHILE).published().digests()).isEqualTo(1);
    clock.advance(Duration.ofHours(1));
    assertThat(sweep(A_WHILE).overdue()).isZero();
    assertThat(publisher.count(Message.Kind.DIGEST)).isEqualTo(2);
  }

  @Test
  void sendsADigestThatANoticePromisedThoughTheIndexListsNothing() {
    flood(3);
    ledger.indexLagsBehind(3);
    clock.advance(WINDOW.plus(A_WHILE));

    assertThat(sweep(A_WHILE).published().digests()).isEqualTo(1);
    ledger.indexLagsBehind(0);
    clock.advance(WINDOW);
    assertThat(sweep(A_WHILE).published().digests()).isEqualTo(1);
  }

  @Test
  void countsWindowsThatNobodyWasToldOf() {
    flood(1);
    clock.advance(WINDOW.plus(A_WHILE));
    publisher.failingTimes(3);
    assertThat(sweep(A_WHILE).untold()).isZero();
    clock.advance(Duration.ofMinutes(20));
    publisher.failingTimes(3);

    assertThat(sweep(A_WHILE).untold()).isEqualTo(1);
    clock.advance(A_WHILE);
    assertThat(sweep(A_WHILE).untold()).isZero();
  }

  @Test
  void countsAWindowWhoseLateDigestGotNoAnswer() {
    flood(1);
    clock.advance(WINDOW.plusMinutes(20));
    publisher.losingAnswers(1);

    assertThat(sweep(A_WHILE).untold()).isEqualTo(1);
  }

  private void flood(int held) {
    for (int i = 0; i < 3 + held; i++) {
      deliver("flood" + i, "noisy");
    }
  }

  private static HeldAlert anySummary() {
    return HeldAlert.of(TestRules.packaged(), TestEvents.anyMatchingEvent());
  }

  private Claim.Granted claimOnly(String eventId) {
    return claim(eventId, TestEvents.matching(eventId).text());
  }

  private Claim.Granted claim(String eventId, String event) {
    var now = clock.instant();
    LedgerKey.ForAlert key = new LedgerKey.ForAlert(eventId);
    return (Claim.Granted) ledger.claim(key, event, now, now.plus(REMAINING));
  }

  private void deliver(String eventId, String actor) {
    assertThat(deliverOutcome(eventId, actor)).isNotNull();
  }

  private Outcome deliverOutcome(String eventId, String actor) {
    return delivery(limits()).deliver(TestEvents.matching(eventId, actor), LEFT);
  }

  private SweepReport sweep(Duration remaining) {
    return sweeper(limits()).run(() -> remaining);
  }

  private Sweep sweeper(Limits limits) {
    return new Sweep(ledger, delivery(limits), limits, clock, clock::advance);
  }

  private AlertDelivery delivery(Limits limits) {
    return new AlertDelivery(
        rules, Silences.none(), ledger, publisher, limits, clock, OwnCalls.NONE);
  }

  private static Limits limits() {
    return new Limits(3, 0, 1000, WINDOW, Duration.ofHours(1));
  }
}
