package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import rdsalert.Wiring;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.ManagementEvent;
import rdsalert.render.Message;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Exceptions;
import rdsalert.silence.Silences;
import rdsalert.testing.FakeLedger;
import rdsalert.testing.RecordingPublisher;
import rdsalert.testing.Samples;
import rdsalert.testing.SettableClock;
import rdsalert.testing.TestEvents;
import rdsalert.testing.TestRules;

/** An alert is told of by the rules that it was taken up by, however late it goes out. */
class TakenUpTest {
  private static final Turns.TimeLeft LEFT = () -> Duration.ofSeconds(27);
  private static final Turns.TimeLeft OF_SWEEP = () -> Duration.ofMinutes(3);

  private final RuleCatalog rules = TestRules.everyPackaged();
  private final SettableClock clock = SettableClock.atWindowStart();
  private final FakeLedger ledger = new FakeLedger();
  private final RecordingPublisher publisher = new RecordingPublisher();

  @Test
  void aCopyIsOfTheSameRulesThoughAnExceptionCoversAGraverOne() throws Exception {
    ManagementEvent event =
        Samples.read(Path.of("events/db-instance-made-public/hit-three-in-one.json"));
    Wiring wiring = wiring(rules, coveringTheGravest(event), clock, 5);
    publisher.losingAnswers(1);

    wiring.delivery().deliver(event, LEFT);
    clock.advance(Duration.ofMinutes(11));
    wiring.sweep().run(OF_SWEEP);

    assertThat(publisher.published())
        .hasSize(2)
        .allMatch(message -> message.email().contains("db-master-password-changed:"))
        .extracting(Message::subject)
        .allMatch(subject -> subject.contains("changed the admin password"));
  }

  /** The same call once more, by Lambda or a replay, takes over what no sweep has come to yet. */
  @Test
  void soIsACopyThatTheSameCallBringsAboutWhenItComesAgain() throws Exception {
    ManagementEvent event =
        Samples.read(Path.of("events/db-instance-made-public/hit-three-in-one.json"));
    publisher.losingAnswers(1);

    wiring(rules, Silences.none(), clock, 5).delivery().deliver(event, LEFT);
    clock.advance(Duration.ofMinutes(11));
    Outcome outcome =
        wiring(rules, coveringTheGravest(event), clock, 5).delivery().deliver(event, LEFT);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Alerted.class,
            alerted ->
                assertThat(alerted.alertId())
                    .isEqualTo("db-instance-made-public:" + event.callId()));
    assertThat(publisher.published())
        .hasSize(2)
        .allMatch(message -> message.email().contains("db-instance-made-public:"));
  }

  @Test
  void oneThatNoRuleLooksForNeedsNoTime() throws Exception {
    InstantSource unknown =
        () -> {
          throw new IllegalStateException("the store was asked for the time");
        };

    Wiring wiring = wiring(RuleCatalog.packaged(), Silences.none(), unknown, 5);

    Outcome outcome = wiring.delivery().deliver(TestEvents.anyOtherEvent(), LEFT);

    assertThat(outcome).isInstanceOf(Outcome.Ignored.class);
  }

  private Silences coveringTheGravest(ManagementEvent event) {
    ObjectNode entry =
        Exceptions.entry(
                "known-caller", "{\"userIdentity\": {\"arn\": [\"" + event.actor().arn() + "\"]}}")
            .put("rule", "db-instance-made-public");
    Silences silences = Exceptions.file("{\"exceptions\": [" + entry + "]}", rules);
    assertThat(silences.off(clock.instant())).isEmpty();
    return silences;
  }

  private Wiring wiring(RuleCatalog of, Silences silences, InstantSource time, int pace) {
    Limits limits = new Limits(100, 20, pace, Duration.ofMinutes(10), Duration.ofHours(1));
    return Wiring.of(of, silences, ledger, publisher, limits, time, clock::advance);
  }
}
