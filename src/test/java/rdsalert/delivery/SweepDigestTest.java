package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import rdsalert.briefing.HeldAlert;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.delivery.Sweep.SweepReport;
import rdsalert.render.Message;
import rdsalert.testing.TestEvents;
import rdsalert.testing.TestRules;

/** What a sweep tells of windows as a whole. */
class SweepDigestTest extends SweepCase {
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
        .contains("SILENCED 2 by nightly, 1 by office");
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

  /** Once: waiting for an index that has caught up would bring no more. */
  @Test
  void listsTheFirstOfAHugeFloodAndCountsAll() {
    Window window = Window.at(clock.instant(), WINDOW);
    HeldAlert summary = anySummary();
    for (int i = 0; i <= Tally.MOST; i++) {
      Claim.Granted claim = claim("e" + i, "{}");
      ledger.count(claim, window);
      ledger.hold(claim, window, summary, clock.instant());
    }
    ledger.announce(window, summary, window.digestDue(), clock.instant());
    clock.advance(WINDOW.plus(A_WHILE));

    assertThat(sweep(A_WHILE).published().digests()).isEqualTo(1);
    assertThat(publisher.published().getLast().email())
        .startsWith("At most 50001 alerts held")
        .contains("50000 could be listed here");
    clock.advance(WINDOW);
    assertThat(sweep(A_WHILE).overdue()).isZero();
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

  private void except(String eventId, String exceptionId) {
    Instant now = clock.instant();
    ledger.except(
        new LedgerKey.ForAlert(eventId),
        exceptionId,
        HeldAlert.of(TestRules.packaged(), TestEvents.matching(eventId)),
        Window.at(now, WINDOW),
        now);
  }
}
