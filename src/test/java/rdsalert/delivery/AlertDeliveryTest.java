package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import rdsalert.briefing.Alert.Position;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.DeliveryException.AlertInProgressException;
import rdsalert.delivery.DeliveryException.LeaseLostException;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.ManagementEvent;
import rdsalert.render.Message;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.DetectionRule.Rating;
import rdsalert.rule.RuleCatalog;
import rdsalert.testing.SettableClock;
import rdsalert.testing.TestEvents;
import rdsalert.testing.TestRules;

class AlertDeliveryTest extends DeliveryCase {
  @Test
  void publishesAMatchingEventAndTellsItsPlace() {
    ManagementEvent event = TestEvents.anyMatchingEvent();
    clock.set(Instant.parse("2026-02-10T09:20:00Z"));

    Outcome outcome = deliver(event);

    Instant start = clock.instant();
    Position first = new Position(start, start.plus(WINDOW), OptionalInt.of(1), 3);
    assertThat(outcome)
        .isEqualTo(new Outcome.Alerted(idOf(event), first, "message-1", false, false));
    assertThat(publisher.published()).hasSize(1);
    assertThat(publisher.published().getFirst().email()).contains("alert 1 of at most 3");
  }

  @Test
  void ignoresWhatNoRuleMatchesAndSaysWhy() {
    Outcome outcome = deliver(TestEvents.anyOtherEvent());

    assertThat(outcome).isInstanceOf(Outcome.Ignored.class);
    assertThat(((Outcome.Ignored) outcome).reason())
        .isEqualTo("no rule looks for CreateDBInstance of rds.amazonaws.com");
    assertThat(publisher.published()).isEmpty();
  }

  @Test
  void alertsOnceHoweverOftenAnEventComes() {
    ManagementEvent event = TestEvents.anyMatchingEvent();
    deliver(event);
    clock.advance(Duration.ofDays(3));

    assertThat(deliver(event)).isEqualTo(sentBefore(event));
    assertThat(deliver(TestEvents.replayed(event))).isEqualTo(sentBefore(event));
    assertThat(publisher.published()).hasSize(1);
  }

  @Test
  void failsWhileAnotherRunIsAtTheSameAlert() {
    ManagementEvent event = TestEvents.anyMatchingEvent();
    claimedByAnother(event);

    assertThatThrownBy(() -> deliver(event)).isInstanceOf(AlertInProgressException.class);
    assertThat(publisher.published()).isEmpty();
  }

  @Test
  void takesOverFromARunThatDied() {
    ManagementEvent event = TestEvents.anyMatchingEvent();
    claimedByAnother(event);
    clock.advance(REMAINING.plusSeconds(31));

    assertThat(deliver(event)).isInstanceOf(Outcome.Alerted.class);
    assertThat(publisher.published()).hasSize(1);
  }

  @Test
  void keepsAnAlertThatCouldNotBePublishedAndItsPlace() {
    ManagementEvent event = TestEvents.anyMatchingEvent();
    publisher.failingTimes(3);

    assertThatThrownBy(() -> deliver(event))
        .isInstanceOf(PublishFailedException.class)
        .hasMessage("publishing failed: InternalError (worth retrying)");
    clock.advance(Duration.ofMinutes(1));

    assertThat(deliver(event))
        .isInstanceOfSatisfying(
            Outcome.Alerted.class, alerted -> assertThat(alerted.place().number()).isEmpty());
    assertThat(deliver(TestEvents.anyMatchingEvent()))
        .isInstanceOfSatisfying(
            Outcome.Alerted.class, alerted -> assertThat(alerted.place().number()).hasValue(2));
  }

  @Test
  void triesAgainAtOnceWhatWasSurelyNotTaken() {
    publisher.failingTimes(2);

    assertThat(deliver(TestEvents.anyMatchingEvent())).isInstanceOf(Outcome.Alerted.class);
    assertThat(publisher.published()).hasSize(1);
  }

  @Test
  void triesAgainInARunThatComesBeforeASweepWould() {
    ManagementEvent event = TestEvents.anyMatchingEvent();
    publisher.failingTimes(3);
    assertThatThrownBy(() -> deliver(event)).isInstanceOf(PublishFailedException.class);

    assertThat(deliver(event)).isInstanceOf(Outcome.Alerted.class);
  }

  @Test
  void publishesNothingAgainWhileItMayHaveBeenTaken() {
    ManagementEvent event = TestEvents.anyMatchingEvent();
    publisher.losingAnswers(1);

    assertThat(deliver(event)).isEqualTo(waiting(event, Outcome.Reason.PERHAPS_SENT_NOW));
    clock.advance(Duration.ofMinutes(1));
    assertThat(deliver(event)).isEqualTo(waiting(event, Outcome.Reason.PERHAPS_SENT_BEFORE));
    clock.advance(Duration.ofMinutes(2));
    assertThat(deliver(event)).isEqualTo(waiting(event, Outcome.Reason.PERHAPS_SENT_BEFORE));
    assertThat(publisher.published()).hasSize(1);

    clock.advance(Duration.ofMinutes(7));
    assertThat(deliver(event))
        .isInstanceOfSatisfying(
            Outcome.Alerted.class, alerted -> assertThat(alerted.copy()).isTrue());
    assertThat(publisher.published()).hasSize(2);
  }

  @Test
  void publishesNothingIfTheAttemptCannotBeNoted() {
    ManagementEvent event = TestEvents.anyMatchingEvent();
    ledger.failingToAnnounce(1);

    assertThatThrownBy(() -> deliver(event)).isInstanceOf(LedgerFailedException.class);
    assertThat(publisher.published()).isEmpty();
  }

  @Test
  void takesAnotherTurnIfTheFirstLapsedBeforeItWasUsed() {
    ManagementEvent event = TestEvents.anyMatchingEvent();
    ledger.announcingTakes(1, () -> clock.advance(Duration.ofSeconds(1)));

    assertThat(deliver(event)).isInstanceOf(Outcome.Alerted.class);
    assertThat(ledger.turnsTaken()).isEqualTo(2);
    assertThat(publisher.published()).hasSize(1);
  }

  @Test
  void takesAPlaceInTheWindowInWhichItIsPublished() {
    ManagementEvent event = TestEvents.anyMatchingEvent();
    clock.advance(WINDOW.minusMillis(1));
    ledger.admittingTakes(1, () -> clock.advance(Duration.ofSeconds(1)));

    assertThat(deliver(event))
        .isInstanceOfSatisfying(
            Outcome.Alerted.class,
            alerted ->
                assertThat(alerted.place().start())
                    .isEqualTo(SettableClock.atWindowStart().instant().plus(WINDOW)));
  }

  private static Outcome waiting(ManagementEvent event, Outcome.Reason reason) {
    Instant start = SettableClock.atWindowStart().instant();
    Optional<Position> place =
        reason == Outcome.Reason.PERHAPS_SENT_NOW
            ? Optional.of(new Position(start, start.plus(WINDOW), OptionalInt.of(1), 3))
            : Optional.empty();
    return new Outcome.Waiting(idOf(event), place, reason);
  }

  /** A process that remembers the window of its first notice still gives one of the next. */
  @Test
  void givesNoticeOfEveryWindowThatOneProcessFills() {
    AlertDelivery process = delivery(limits());
    for (int window = 1; window <= 3; window++) {
      for (int i = 0; i < 5; i++) {
        process.deliver(TestEvents.matching("e" + window + i, "actor" + i), LEFT);
      }
      assertThat(publisher.count(Message.Kind.NOTICE)).isEqualTo(window);
      clock.advance(WINDOW);
    }
  }

  @Test
  void holdsWhatComesAfterTheCapAndGivesNoticeOnce() {
    for (int i = 0; i < 3; i++) {
      deliver(TestEvents.matching("e" + i, "actor" + i));
    }

    assertThat(deliver(TestEvents.matching("e3", "actor3"))).isInstanceOf(Outcome.Held.class);
    assertThat(deliver(TestEvents.matching("e4", "actor4"))).isInstanceOf(Outcome.Held.class);
    assertThat(deliver(TestEvents.matching("e4", "actor4")))
        .isInstanceOfSatisfying(
            Outcome.Duplicate.class,
            duplicate -> assertThat(duplicate.earlier()).isEqualTo(Outcome.Earlier.HELD));
    assertThat(publisher.count(Message.Kind.ALERT)).isEqualTo(3);
    assertThat(publisher.count(Message.Kind.NOTICE)).isEqualTo(1);
  }

  @Test
  void startsAfreshInTheNextWindow() {
    for (int i = 0; i < 4; i++) {
      deliver(TestEvents.matching("e" + i, "actor" + i));
    }
    clock.advance(WINDOW);

    assertThat(deliver(TestEvents.anyMatchingEvent())).isInstanceOf(Outcome.Alerted.class);
  }

  @Test
  void leavesToTheSweepWhatThePaceDoesNotLetOut() {
    AlertDelivery slow = delivery(new Limits(10, 0, 2, WINDOW, Duration.ofHours(1)));

    assertThat(slow.deliver(TestEvents.matching("e1"), LEFT)).isInstanceOf(Outcome.Alerted.class);
    assertThat(slow.deliver(TestEvents.matching("e2"), LEFT)).isInstanceOf(Outcome.Alerted.class);
    assertThat(slow.deliver(TestEvents.matching("e3"), LEFT)).isInstanceOf(Outcome.Waiting.class);
    clock.advance(Duration.ofSeconds(1));
    assertThat(slow.deliver(TestEvents.matching("e4"), LEFT)).isInstanceOf(Outcome.Alerted.class);
    assertThat(publisher.published()).hasSize(3);
  }

  @Test
  void marksLateAndReplayedAlerts() {
    ManagementEvent event = TestEvents.replayed(TestEvents.sample("create-db-security-group"));
    clock.set(event.eventTime().plus(Duration.ofMinutes(61)));

    deliver(event);

    assertThat(publisher.published().getFirst().email()).containsIgnoringCase("late");
    assertThat(publisher.published().getFirst().email()).containsIgnoringCase("replay");
  }

  @Test
  void doesNotCallAnAlertLateWithinTheLookBack() {
    ManagementEvent event = TestEvents.sample("create-db-security-group");
    clock.set(event.eventTime().plus(Duration.ofMinutes(60)));

    deliver(event);

    assertThat(publisher.published().getFirst().email()).doesNotContain("Late:");
  }

  @Test
  void leavesToTheSweepWhatItHasNoTimeToPublish() {
    ManagementEvent event = TestEvents.anyMatchingEvent();

    assertThat(delivery(limits()).deliver(event, () -> Duration.ofSeconds(19)))
        .isInstanceOf(Outcome.Waiting.class);
    assertThat(publisher.published()).isEmpty();
  }

  @Test
  void leavesToTheSweepWhatItsLeaseIsTooShortFor() {
    ledger.admittingTakes(1, () -> clock.advance(REMAINING));

    assertThat(deliver(TestEvents.anyMatchingEvent())).isInstanceOf(Outcome.Waiting.class);
    assertThat(publisher.published()).isEmpty();
    assertThat(ledger.turnsTaken()).isZero();
  }

  @Test
  void givesUpBeforePublishingIfItsLeaseIsOver() {
    ManagementEvent event = TestEvents.anyMatchingEvent();
    ledger.turningTakes(1, () -> clock.advance(REMAINING));

    assertThatThrownBy(() -> deliver(event)).isInstanceOf(LeaseLostException.class);
    assertThat(publisher.published()).isEmpty();
  }

  @Test
  void raisesOneAlertForACallThatSeveralRulesLookFor() {
    DetectionRule grave = TestRules.like("grave", Rating.Severity.CRITICAL, 91);
    rules = RuleCatalog.of(List.of(RuleCatalog.packaged().rules().getFirst(), grave));
    ManagementEvent event = TestEvents.anyMatchingEvent();

    assertThat(deliver(event))
        .isInstanceOfSatisfying(
            Outcome.Alerted.class,
            alerted -> assertThat(alerted.alertId()).isEqualTo("grave:" + event.eventId()));
    assertThat(deliver(event)).isInstanceOf(Outcome.Duplicate.class);
    assertThat(publisher.published()).hasSize(1);
  }

  private void claimedByAnother(ManagementEvent event) {
    Instant now = clock.instant();
    LedgerKey.ForAlert key = new LedgerKey.ForAlert(event.eventId());
    ledger.claim(key, event.json().toString(), now, now.plus(REMAINING));
  }
}
