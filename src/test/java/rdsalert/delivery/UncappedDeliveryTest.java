package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences;
import rdsalert.testing.SettableClock;
import rdsalert.testing.TestEvents;

class UncappedDeliveryTest {
  private final SettableClock clock = SettableClock.atWindowStart();
  private int published;

  private UncappedDelivery delivery(AlertPublisher publisher) {
    return new UncappedDelivery(
        RuleCatalog.packaged(),
        Silences.none(),
        publisher,
        new Limits(Limits.NO_CAP, 0, 1, Duration.ofMinutes(10), Duration.ofHours(1)),
        clock);
  }

  @Test
  void triesAgainWhatBrokeOnceAndTellsOfNoCallTwice() {
    ManagementEvent event = TestEvents.anyMatchingEvent();
    UncappedDelivery delivery =
        delivery(
            _ -> {
              if (++published == 1) {
                throw new IllegalStateException("the first one breaks");
              }
              return "printed-" + published;
            });

    assertThatThrownBy(() -> delivery.deliver(event)).hasMessage("the first one breaks");
    assertThat(delivery.deliver(event)).isInstanceOf(Outcome.Alerted.class);
    assertThat(delivery.deliver(event)).isInstanceOf(Outcome.Duplicate.class);
    assertThat(published).isEqualTo(2);
  }

  @Test
  void countsAnAlertThatNobodyReads() {
    UncappedDelivery delivery = delivery(AlertPublisher.NONE);
    ManagementEvent event = TestEvents.anyMatchingEvent();

    assertThat(delivery.deliver(event))
        .isInstanceOfSatisfying(
            Outcome.Alerted.class, alerted -> assertThat(alerted.messageId()).isEqualTo("none"));
    assertThat(delivery.deliver(event)).isInstanceOf(Outcome.Duplicate.class);
  }
}
