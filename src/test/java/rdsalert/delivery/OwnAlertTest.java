package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rdsalert.delivery.Turns.TimeLeft;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.Events;
import rdsalert.event.ManagementEvent;
import rdsalert.event.OwnCalls;
import rdsalert.event.OwnCalls.DailyProof;
import rdsalert.rule.RuleCatalog;
import rdsalert.rule.RuleChoice;
import rdsalert.rule.RuleChoice.Pack;
import rdsalert.rule.RuleChoice.Stack;
import rdsalert.silence.Exceptions;
import rdsalert.silence.Silences;
import rdsalert.testing.FakeLedger;
import rdsalert.testing.RecordingPublisher;
import rdsalert.testing.Samples;
import rdsalert.testing.SettableClock;
import rdsalert.testing.TestEvents;

/** What concerns the stack itself is told despite cap, exceptions and the choice of rules. */
class OwnAlertTest {
  private static final TimeLeft LEFT = () -> Duration.ofSeconds(30);
  private static final Path SWITCHED_OFF =
      Path.of("events/stack-part-changed/hit-rule-disabled.json");

  private static final Path TRAIL = Path.of("events/stack-trail-stopped/hit-stopped.json");

  private static final String BY_THE_CALLER =
      "{\"userIdentity\": {\"arn\":"
          + " [\"arn:aws:sts::123456789012:assumed-role/PlatformAdmin/alejandro.rosalez\"]}}";

  private final SettableClock clock = SettableClock.atWindowStart();
  private final RecordingPublisher publisher = new RecordingPublisher();
  private final FakeLedger ledger = new FakeLedger();
  private RuleCatalog rules = RuleCatalog.packaged();
  private Silences exceptions = Silences.none();
  private OwnCalls own = OwnCalls.NONE;

  @BeforeEach
  void afterTheCall() {
    clock.set(Samples.read(SWITCHED_OFF).eventTime().plusSeconds(20));
  }

  @Test
  void isOutThoughTheWindowIsFull() {
    deliver(TestEvents.anyMatchingEvent());
    assertThat(deliver(TestEvents.anyMatchingEvent())).isInstanceOf(Outcome.Held.class);

    assertThat(deliver(Samples.read(SWITCHED_OFF))).isInstanceOf(Outcome.Alerted.class);
    assertThat(publisher.published().getLast().attributes().path("rule").asText())
        .isEqualTo("stack-part-changed");
    assertThat(publisher.published().getLast().email()).contains("risk 73; no cap");
  }

  @Test
  void takesNoPlaceFromOthers() {
    deliver(Samples.read(SWITCHED_OFF));

    assertThat(deliver(TestEvents.anyMatchingEvent())).isInstanceOf(Outcome.Alerted.class);
  }

  @Test
  void isAlertedOnceForACall() {
    deliver(Samples.read(SWITCHED_OFF));

    assertThat(deliver(Samples.read(SWITCHED_OFF))).isInstanceOf(Outcome.Duplicate.class);
  }

  @Test
  void isCoveredByNoException() {
    exceptions = Exceptions.of(Exceptions.covering("admins", BY_THE_CALLER));
    clock.set(Exceptions.NOW);

    assertThat(deliver(Samples.read(SWITCHED_OFF))).isInstanceOf(Outcome.Alerted.class);
  }

  @Test
  void cannotBeSwitchedOff() {
    assertThatThrownBy(
            () ->
                RuleCatalog.packaged(
                    new RuleChoice(Pack.CORE, Set.of("stack-part-changed"), Set.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no rule 'stack-part-changed'");
  }

  @Test
  void looksAfterTheStackThatItIsToldOfAndNoOther() {
    Stack other = new Stack("other", "11111111-1111-2222-3333-444455556666");
    rules = RuleCatalog.packaged(new RuleChoice(Pack.CORE, Set.of(), Set.of(), other));

    assertThat(deliver(Samples.read(SWITCHED_OFF))).isInstanceOf(Outcome.Ignored.class);
    assertThat(deliver(Events.read(Events.json(renamed())))).isInstanceOf(Outcome.Alerted.class);
  }

  /** A deployment is one message; who else has CloudFormation touch the stack is told of. */
  @Test
  void isNoAlertIfADeploymentOfThisStackMadeTheCallAndOnlyThen() {
    Instant called = Samples.read(SWITCHED_OFF).eventTime();
    own = new OwnCalls(DailyProof.NONE, called::equals);

    assertThat(deliver(byCloudFormation(SWITCHED_OFF)))
        .isEqualTo(new Outcome.Ignored("called by a deployment of this stack, which is told of"));
    assertThat(publisher.published()).isEmpty();

    own = new OwnCalls(DailyProof.NONE, _ -> false);
    assertThat(deliver(byCloudFormation(SWITCHED_OFF))).isInstanceOf(Outcome.Alerted.class);
  }

  @Test
  void isAnAlertThoughADeploymentRunsIfSomebodyElseMadeTheCall() {
    own = new OwnCalls(DailyProof.NONE, _ -> true);

    assertThat(deliver(Samples.read(SWITCHED_OFF))).isInstanceOf(Outcome.Alerted.class);
    assertThat(deliver(byCloudFormation(TRAIL))).as("no part").isInstanceOf(Outcome.Alerted.class);
  }

  /** What stacks do to databases has nothing to do with the parts of this one. */
  @Test
  void ignoresNoOtherCallThoughADeploymentRuns() {
    own = new OwnCalls(DailyProof.NONE, _ -> true);
    Path created = Samples.firstHit("rds-db-security-group-created");

    assertThat(deliver(byCloudFormation(created))).isInstanceOf(Outcome.Alerted.class);
  }

  /** Lambda tries again, and then keeps the event. */
  @Test
  void failsIfItCannotBeFoundOutWhetherADeploymentRan() {
    own =
        new OwnCalls(
            DailyProof.NONE,
            _ -> {
              throw new UncheckedIOException(new IOException("status 400"));
            });

    assertThatThrownBy(() -> deliver(byCloudFormation(SWITCHED_OFF)))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(
            deliver(byCloudFormation(Path.of("events/stack-part-changed/miss-another-rule.json"))))
        .isInstanceOf(Outcome.Ignored.class);
  }

  private static ManagementEvent byCloudFormation(Path sample) {
    JsonNode event = Samples.read(sample).json().deepCopy();
    ((ObjectNode) event.at("/detail/userIdentity"))
        .put("invokedBy", "cloudformation.amazonaws.com");
    return Events.read(event);
  }

  private static String renamed() {
    return Samples.read(SWITCHED_OFF)
        .json()
        .toString()
        .replace("rds-security-group-alert-", "other-");
  }

  private Outcome deliver(ManagementEvent event) {
    Limits limits = new Limits(1, 0, 1000, Duration.ofMinutes(10), Duration.ofHours(1));
    return new AlertDelivery(rules, exceptions, ledger, publisher, limits, clock, own)
        .deliver(event, LEFT);
  }
}
