package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rdsalert.delivery.Sweep.SweepReport;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.ManagementEvent;
import rdsalert.render.Message;
import rdsalert.testing.Samples;

class SweepTest extends SweepCase {
  @Test
  void hasNothingToDoWhenAllIsSent() {
    deliver("e1", "a");

    assertThat(sweep(A_WHILE).overdue()).isZero();
    assertThat(publisher.published()).hasSize(1);
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
    claim(shared.callId(), shared.takenUpBy(List.of("db-snapshot-public")).text());
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
  void waitsForItsTurnOnlyAsLongAsItHasTime() {
    Limits one = new Limits(10, 0, 1, WINDOW, Duration.ofHours(1));
    claimMany(5);
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
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("FUNCTION_TIMEOUT_SECONDS");
    assertThat(sweep(A_WHILE).published().alerts()).isEqualTo(1);
  }

  @Test
  void countsInTheWindowOfPublishingWhatAnOutageKeptBack() {
    claimMany(8);
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
    claimMany(5);
    clock.advance(Duration.ofMinutes(1));
    var before = clock.instant();

    SweepReport report = sweeper(slow).run(() -> A_WHILE);

    assertThat(report.published().alerts()).isEqualTo(5);
    assertThat(Duration.between(before, clock.instant())).isEqualTo(Duration.ofSeconds(2));
  }
}
