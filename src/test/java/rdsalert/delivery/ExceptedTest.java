package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.event.ManagementEvent;
import rdsalert.silence.Exceptions;
import rdsalert.silence.Silences;
import rdsalert.testing.TestEvents;

/** What becomes of calls that a team's exceptions cover, or covered once. */
class ExceptedTest extends DeliveryCase {
  private static final String MARY =
      "{\"userIdentity\": {\"arn\": [\"arn:aws:iam::123456789012:user/mary.major\"]}}";

  @Test
  void tellsNobodyOfWhatAnExceptionSilences() {
    exceptions = Exceptions.of(Exceptions.covering("marys", MARY));
    clock.set(Exceptions.NOW);
    ManagementEvent event = TestEvents.anyMatchingEvent();

    assertThat(deliver(event))
        .isInstanceOfSatisfying(
            Outcome.Excepted.class,
            excepted -> {
              assertThat(excepted.alertId()).isEqualTo(idOf(event));
              assertThat(excepted.by().id()).isEqualTo("marys");
            });
    assertThat(deliver(event))
        .isEqualTo(new Outcome.Duplicate(idOf(event), Outcome.Earlier.EXCEPTED));
    assertThat(publisher.published()).isEmpty();
  }

  @Test
  void leavesThePlacesOfAWindowToWhatIsNotExcepted() {
    clock.set(Exceptions.NOW);
    exceptions = Exceptions.of(Exceptions.covering("marys", MARY));
    for (int i = 0; i < 5; i++) {
      deliver(TestEvents.matching("e" + i));
    }
    exceptions = Silences.none();

    assertThat(deliver(TestEvents.anyMatchingEvent()))
        .isInstanceOfSatisfying(
            Outcome.Alerted.class, alerted -> assertThat(alerted.place().number()).hasValue(1));
  }

  @Test
  void alertsAndSaysSoOnceAnExceptionIsOver() {
    ManagementEvent event = TestEvents.anyMatchingEvent();
    exceptions = Exceptions.of(Exceptions.covering("marys", MARY));
    clock.set(Instant.parse("2026-06-01T00:00:00Z"));

    assertThat(deliver(event)).isInstanceOf(Outcome.Alerted.class);
    assertThat(publisher.published().getFirst().email())
        .contains("An exception for this, marys, expired on 2026-06-01");
    assertThat(publisher.published().getFirst().chat())
        .contains("An exception for this, `marys`, expired on 2026-06-01");
    assertThat(publisher.published().getFirst().machine()).contains("exception-off");
  }

  @Test
  void alertsOnAReplayOfWhatAnExceptionSilencedThatIsGone() {
    ManagementEvent event = TestEvents.anyMatchingEvent();
    clock.set(Exceptions.NOW);
    exceptions = Exceptions.of(Exceptions.covering("marys", MARY));
    deliver(event);
    exceptions = Silences.none();

    assertThat(deliver(TestEvents.replayed(event))).isInstanceOf(Outcome.Alerted.class);
    assertThat(deliver(event)).isEqualTo(sentBefore(event));
  }

  @Test
  void deliversWhatWasTakenUpBeforeThereWasTheException() {
    ManagementEvent event = TestEvents.anyMatchingEvent();
    clock.set(Exceptions.NOW);
    publisher.failingTimes(3);
    assertThatThrownBy(() -> deliver(event)).isInstanceOf(PublishFailedException.class);
    exceptions = Exceptions.of(Exceptions.covering("marys", MARY));
    clock.advance(Duration.ofMinutes(1));

    assertThat(deliver(event)).isInstanceOf(Outcome.Alerted.class);
    assertThat(deliver(event)).isEqualTo(sentBefore(event));
  }

  @Test
  void saysInEveryAlertThatTheExceptionsCannotBeRead() {
    exceptions = Silences.unreadable("the file is not JSON");

    assertThat(deliver(TestEvents.anyMatchingEvent())).isInstanceOf(Outcome.Alerted.class);
    assertThat(publisher.published().getFirst().email())
        .contains("No exception applies: the file is not JSON.");
  }
}
