package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.delivery.AlertPublisher.Topic;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.delivery.Sweep.SweepReport;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.ManagementEvent;
import rdsalert.event.OwnCalls;
import rdsalert.event.OwnCalls.DailyProof;
import rdsalert.render.Message;
import rdsalert.rule.RuleCatalog;
import rdsalert.rule.RuleChoice;
import rdsalert.rule.RuleChoice.Pack;
import rdsalert.silence.Silences;
import rdsalert.testing.FakeLedger;
import rdsalert.testing.Proofs;
import rdsalert.testing.RecordingPublisher;
import rdsalert.testing.SettableClock;

/** The stack's own refused call is counted and no alert; the first one of a week is told, once. */
class DailyProofTest {
  private static final Duration LEFT = Duration.ofSeconds(30);
  private static final Limits LIMITS =
      new Limits(100, 20, 100, Duration.ofMinutes(10), Duration.ofHours(1));
  private static final Instant MONDAY = Instant.parse("2026-11-23T06:17:00Z");

  private final SettableClock clock = SettableClock.atWindowStart();
  private final FakeLedger ledger = new FakeLedger();
  private final RecordingPublisher alerts = new RecordingPublisher();
  private final RecordingPublisher watch = new RecordingPublisher();
  private final RuleCatalog rules =
      RuleCatalog.packaged(
          new RuleChoice(Pack.DATABASE_EXPOSURE, RuleChoice.CORE.off(), RuleChoice.CORE.on()));

  @Test
  void tellsTheFirstProofOfAWeekToBothTopicsAndNoOther() {
    for (int day = 0; day < 7; day++) {
      assertThat(deliver(proofOn(day))).isEqualTo(new Outcome.Proved(0));
      assertThat(deliver(proofOn(day))).isEqualTo(new Outcome.Proved(0));
    }

    assertThat(alerts.published()).hasSize(1);
    assertThat(watch.published()).hasSize(1);
    assertThat(alerts.published().getFirst().kind()).isEqualTo(Message.Kind.PROOF);

    deliver(proofOn(7));

    assertThat(alerts.published()).hasSize(2);
    assertThat(watch.published()).hasSize(2);
  }

  @Test
  void tellsNobodyWhereThatIsSwitchedOff() {
    DailyProof silent = new DailyProof(Proofs.TOLD.role(), false);

    assertThat(delivery(silent).deliver(proofOn(0), () -> LEFT)).isEqualTo(new Outcome.Proved(0));

    assertThat(alerts.published()).isEmpty();
    assertThat(watch.published()).isEmpty();
    assertThat(ledger.turnsTaken()).isZero();
  }

  @Test
  void tellsOnceThoughTheConfirmationIsLost() {
    ledger.failingToConfirm(1);
    assertThatThrownBy(() -> deliver(proofOn(0)))
        .isInstanceOf(DeliveryException.LedgerFailedException.class);
    assertThat(watch.published().size() + alerts.published().size()).isEqualTo(1);

    deliver(proofOn(0));
    deliver(proofOn(1));

    assertThat(alerts.published()).hasSize(1);
    assertThat(watch.published()).hasSize(1);
  }

  @Test
  void tellsOfMessagesThatGotNoAnswer() {
    alerts.losingAnswers(1);
    watch.losingAnswers(1);

    assertThat(deliver(proofOn(0))).isEqualTo(new Outcome.Proved(2));
    assertThat(deliver(proofOn(1))).isEqualTo(new Outcome.Proved(0));
  }

  @Test
  void leavesToTheSweepWhatATopicDidNotTake() {
    alerts.failingForGood("KMSDisabled");
    assertThatThrownBy(() -> deliver(proofOn(0))).isInstanceOf(PublishFailedException.class);
    assertThat(deliver(proofOn(0))).isEqualTo(new Outcome.Proved(0));
    assertThat(watch.published()).hasSize(1);
    assertThat(alerts.published()).isEmpty();
    clock.advance(Duration.ofMinutes(5));

    SweepReport report = sweep();

    assertThat(report.failures()).isEmpty();
    assertThat(alerts.published()).hasSize(1);
    assertThat(watch.published()).hasSize(1);
  }

  @Test
  void saysThatNothingHappenedToEveryKindOfReader() {
    deliver(proofOn(0));

    Message message = alerts.published().getFirst();
    assertThat(message.subject())
        .isEqualTo("RDS alerts work in 123456789012 eu-central-1: weekly proof");
    assertThat(message.email()).contains("This is only a test; nothing has to be done.");
    assertThat(message.chat()).contains("RDS alerts work in 123456789012, eu-central-1");
    assertThat(message.sms()).hasSizeLessThanOrEqualTo(140);
    assertThat(message.machine()).contains("\"severity_id\":1").contains("\"is_alert\":false");
    assertThat(message.attributes().path("kind").asText()).isEqualTo("proof");
    assertThat(message.bodies()).doesNotContain("ProofRole");
  }

  /** All of these differ from the proof in one thing, and so are alerts of a refused call. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          another role                    | role/alerts-ProofRole-9Z8Y7X6W | role/alerts-ProofRole-9Z8Y7X6
          a role that begins alike        | role/alerts-ProofRole-9Z8Y7X6W | role/alerts-ProofRole-9Z8Y7X6W2
          a role of that name in a path   | role/alerts-ProofRole-9Z8Y7X6W | role/x/alerts-ProofRole-9Z8Y7X6W
          a user of that name             | :role/alerts-ProofRole         | :user/alerts-ProofRole
          that name in another account    | iam::123456789012              | iam::111122223333
          a call in another account       | "recipientAccountId":"123456789012" | "recipientAccountId":"111122223333"
          a session named like the role   | "sessionIssuer"                | "sessionIssued"
          another refusal                 | "errorCode":"AccessDenied"     | "errorCode":"DBSecurityGroupNotSupported"
          another kind of access denied   | "errorCode":"AccessDenied"     | "errorCode":"AccessDeniedException"
          a refusal without a code        | "errorCode"                    | "erroneous"
          another call                    | "CreateDBSecurityGroup"        | "AuthorizeDBSecurityGroupIngress"
          """)
  void alertsOnWhatOnlyLooksLikeTheProof(String what, String text, String instead) {
    ManagementEvent event = Proofs.with(text, instead);
    assertThat(event.json()).isNotEqualTo(Proofs.with("", "").json());

    assertThat(deliver(event)).as(what).isInstanceOf(Outcome.Alerted.class);
    assertThat(alerts.count(Message.Kind.ALERT)).isEqualTo(1);
  }

  @Test
  void alertsIfTheCallIsNotRefused() {
    ManagementEvent allowed = Proofs.allowed();

    assertThat(deliver(allowed)).isInstanceOf(Outcome.Alerted.class);
  }

  @Test
  void alertsOnTheProofWhereNoneIsExpected() {
    assertThat(delivery(DailyProof.NONE).deliver(proofOn(0), () -> LEFT))
        .isInstanceOf(Outcome.Alerted.class);
  }

  /** By the words of the document about a second stack. */
  @Test
  void isNoAlertOfASecondStackThatFollowsTheRecipe() throws IOException {
    String recipe = Files.readString(Path.of("docs/deploy.md"));
    Matcher settings =
        Pattern.compile("samconfig.trial.toml RulePack=(\\S+) RulesOff=(\\S+)").matcher(recipe);
    assertThat(settings.find()).isTrue();
    RuleChoice trial =
        new RuleChoice(Pack.of(settings.group(1)), RuleChoice.ids(settings.group(2)), Set.of());

    assertThat(rules.matching(proofOn(0))).isNotEmpty();
    assertThat(RuleCatalog.packaged(trial).matching(proofOn(0))).isEmpty();
    assertThat(RuleCatalog.packaged(RuleChoice.CORE).matching(proofOn(0))).isEmpty();
  }

  private static ManagementEvent proofOn(int day) {
    return Proofs.at(MONDAY.plus(Duration.ofDays(day)));
  }

  private Outcome deliver(ManagementEvent event) {
    return delivery(Proofs.TOLD).deliver(event, () -> LEFT);
  }

  private SweepReport sweep() {
    return new Sweep(ledger, delivery(Proofs.TOLD), LIMITS, clock, clock::advance)
        .run(() -> Duration.ofMinutes(4));
  }

  private AlertDelivery delivery(DailyProof proof) {
    AlertPublisher both =
        new AlertPublisher() {
          @Override
          public String publish(Message message) {
            return alerts.publish(message);
          }

          @Override
          public AlertPublisher to(Topic topic) {
            return topic == Topic.ALERTS ? alerts : watch;
          }
        };
    return new AlertDelivery(
        rules, Silences.none(), ledger, both, LIMITS, clock, new OwnCalls(proof, _ -> false));
  }
}
