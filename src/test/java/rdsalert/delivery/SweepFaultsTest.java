package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.delivery.Sweep.SweepReport;
import rdsalert.delivery.Window.Limits;
import rdsalert.testing.TestEvents;

/** What a sweep does about entries, messages and calls that fail. */
class SweepFaultsTest extends SweepCase {
  private static final Limits WIDE = new Limits(10, 0, 1000, WINDOW, Duration.ofHours(1));

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
    claimMany(3);
    claimOnly("e3");
    clock.advance(Duration.ofMinutes(1));
    publisher.failingTimes(9);

    SweepReport report = sweep(A_WHILE);

    assertThat(report.failures()).hasSize(3);
    assertThat(report.finished()).isFalse();
    assertThat(publisher.published()).isEmpty();
  }

  /** Else a hundred alerts that wait before a digest would hide for hours that it is late. */
  @Test
  void countsTheLateDigestThatItNoLongerTriesWhenTheChannelIsDown() {
    claimMany(4);
    flood(1);
    clock.advance(WINDOW.plusMinutes(20));
    publisher.failingTimes(9);

    SweepReport report = sweep(A_WHILE);

    assertThat(report.failures()).hasSize(3);
    assertThat(report.overdue()).isEqualTo(5);
    assertThat(report.untold()).isEqualTo(1);
  }

  @Test
  void goesOnAfterMessagesThatAreRefusedForGood() {
    claimMany(4);
    clock.advance(Duration.ofMinutes(1));
    for (int i = 0; i < 3; i++) {
      publisher.failingForGood("InvalidParameter");
    }

    SweepReport report = sweeper(WIDE).run(() -> A_WHILE);

    assertThat(report.undeliverable()).isEqualTo(3);
    assertThat(report.published().alerts()).isEqualTo(1);
    assertThat(report.finished()).isTrue();
  }

  @Test
  void goesOnAfterFailuresThatAreTheLedgers() {
    claimMany(4);
    clock.advance(Duration.ofMinutes(1));
    ledger.failingToAnnounce(3);

    SweepReport report = sweeper(WIDE).run(() -> A_WHILE);

    assertThat(report.failures()).hasSize(3);
    assertThat(report.published().alerts()).isEqualTo(1);
    assertThat(report.finished()).isTrue();
  }

  @Test
  void goesOnWhereFailuresAreNotInARow() {
    claimMany(5);
    clock.advance(Duration.ofMinutes(1));
    Iterator<Integer> failures = List.of(3, 3, 0, 3, 0).iterator();
    ledger.admittingTakes(5, () -> publisher.failingTimes(failures.next()));

    SweepReport report = sweeper(WIDE).run(() -> A_WHILE);

    assertThat(report.failures()).hasSize(3);
    assertThat(report.published().alerts()).isEqualTo(2);
    assertThat(report.finished()).isTrue();
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
}
