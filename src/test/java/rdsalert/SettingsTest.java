package rdsalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.OwnCalls.DailyProof;
import rdsalert.rule.RuleChoice;
import rdsalert.rule.RuleChoice.Pack;

class SettingsTest {
  private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:alerts";
  private static final String WATCH = TOPIC + "-watch";
  private static final Map<String, String> REQUIRED =
      Map.of("ALERT_TOPIC_ARN", TOPIC, "WATCH_TOPIC_ARN", WATCH, "LEDGER_TABLE", "ledger");

  @Test
  void hasDefaultsForAllButTopicAndTable() {
    Settings settings = Settings.of(REQUIRED);

    assertThat(settings)
        .isEqualTo(
            new Settings(
                new Settings.Topics(TOPIC, WATCH, new DailyProof("", true)),
                "ledger",
                new Limits(100, 20, 5, Duration.ofMinutes(10), Duration.ofMinutes(60)),
                Duration.ofDays(16),
                Duration.ofSeconds(30),
                new Settings.ExceptionPlaces(Optional.empty(), Optional.empty()),
                RuleChoice.CORE));
  }

  @Test
  void tellsOfTheStackWhereAlertsGoUnlessASecondTopicIsNamed() {
    assertThat(with("WATCH_TOPIC_ARN", "").topics().watch()).isEqualTo(TOPIC);
    assertThatThrownBy(() -> with("WATCH_TOPIC_ARN", "watch"))
        .hasMessageEndingWith(
            "WATCH_TOPIC_ARN is \"watch\", but must be the ARN of a standard SNS topic");
  }

  @Test
  void takesTheExceptionsFromAFileIfOneIsNamed() {
    assertThat(with("EXCEPTIONS_FILE", "/opt/exceptions.json").exceptions().file())
        .hasValue(Path.of("/opt/exceptions.json"));
    assertThat(with("EXCEPTIONS_FILE", "").exceptions().file()).isEmpty();
    assertThatThrownBy(() -> with("EXCEPTIONS_FILE", "a\u0000b"))
        .hasMessageContaining("EXCEPTIONS_FILE")
        .hasMessageEndingWith("must be the path of a file");
  }

  @Test
  void takesExceptionsFromParameterStoreIfAPathIsNamed() {
    assertThat(with("EXCEPTIONS_PATH", "/alerts/exceptions").exceptions().stored())
        .hasValue("/alerts/exceptions");
    assertThatThrownBy(() -> with("EXCEPTIONS_PATH", "alerts"))
        .hasMessageEndingWith("must be a path in Parameter Store");
  }

  @Test
  void expectsAProofOnlyOfARoleAndUnlessItIsOff() {
    String role = "arn:aws:iam::123456789012:role/alerts-ProofRole-9Z8Y7X6W";
    Map<String, String> environment = new HashMap<>(REQUIRED);
    environment.put("PROOF_ROLE_ARN", role);

    assertThat(Settings.of(environment).topics().proof()).isEqualTo(new DailyProof(role, true));
    environment.put("PROOF_OF_LIFE", "silent");
    assertThat(Settings.of(environment).topics().proof()).isEqualTo(new DailyProof(role, false));
    environment.put("PROOF_OF_LIFE", "off");
    assertThat(Settings.of(environment).topics().proof().role()).isEmpty();
    assertThatThrownBy(() -> with("PROOF_ROLE_ARN", "ProofRole"))
        .hasMessageEndingWith("must be the ARN of a role");
    assertThatThrownBy(() -> with("PROOF_OF_LIFE", "loud"))
        .hasMessageEndingWith("must be told, silent or off");
  }

  /** A path may have 512 characters, a name 64: the template takes what IAM takes. */
  @Test
  void takesTheProofOfARoleUnderTheLongestPath() {
    String role = "arn:aws:iam::123456789012:role/" + "a".repeat(510) + "/" + "r".repeat(64);

    assertThat(with("PROOF_ROLE_ARN", role).topics().proof().role()).isEqualTo(role);
  }

  @Test
  void takesAPackAndWhichOfItsRulesAreOn() {
    assertThat(with("RULE_PACK", "database-exposure").rules().pack())
        .isEqualTo(Pack.DATABASE_EXPOSURE);
    assertThat(with("RULE_PACK", "").rules().pack()).isEqualTo(Pack.CORE);
    assertThat(with("RULES_OFF", "a, b,c").rules().off()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(with("RULES_ON", "a").rules().on()).containsExactly("a");
    assertThatThrownBy(() -> with("RULE_PACK", "all"))
        .hasMessageEndingWith("RULE_PACK is \"all\", but must be core or database-exposure");
    assertThatThrownBy(() -> with("RULES_OFF", "a;b"))
        .hasMessageEndingWith("must be ids of rules with commas between");
  }

  @Test
  void reportsAllProblemsTogether() {
    Map<String, String> environment = Map.of("ALERT_CAP", "0", "WINDOW_MINUTES", "soon");

    assertThatThrownBy(() -> Settings.of(environment))
        .isInstanceOf(Settings.InvalidSettingsException.class)
        .hasMessage(
            "cannot start: ALERT_CAP is \"0\", but must be a whole number from 1 to 500;"
                + " ALERT_TOPIC_ARN is not set, but must be the ARN of a standard SNS topic;"
                + " LEDGER_TABLE is not set, but must be the name of a DynamoDB table;"
                + " WINDOW_MINUTES is \"soon\", but must be a whole number from 1 to 1440");
  }

  @ParameterizedTest
  @CsvSource({
    "ALERT_CAP, 1, 500",
    "WINDOW_MINUTES, 1, 1440",
    "NEW_ACTOR_RESERVE_PERCENT, 0, 90",
    "PUBLISHES_PER_SECOND, 1, 10",
    "RETENTION_DAYS, 16, 365",
    "LOOK_BACK_MINUTES, 1, 10080",
    "FUNCTION_TIMEOUT_SECONDS, 30, 900"
  })
  void takesBothBoundsAndNothingBeyond(String variable, int least, int most) {
    assertThat(with(variable, Integer.toString(least))).isNotNull();
    assertThat(with(variable, Integer.toString(most))).isNotNull();
    for (String wrong :
        new String[] {"" + (least - 1), "" + (most + 1), "1.5", " 7", "9999999999"}) {
      assertThatThrownBy(() -> with(variable, wrong))
          .hasMessage(
              "cannot start: %s is \"%s\", but must be a whole number from %d to %d",
              variable, wrong, least, most);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:sns:eu-central-1:123456789012:alerts, true",
    "arn:aws-us-gov:sns:us-gov-west-1:123456789012:alerts, true",
    "arn:aws-cn:sns:cn-north-1:123456789012:alerts, true",
    "arn:aws:sns:eu-central-1:123456789012:alerts.fifo, false",
    "arn:aws:sqs:eu-central-1:123456789012:alerts, false",
    "alerts, false"
  })
  void knowsATopicWhenItSeesOne(String topic, boolean valid) {
    if (valid) {
      assertThat(with("ALERT_TOPIC_ARN", topic).topics().alerts()).isEqualTo(topic);
    } else {
      assertThatThrownBy(() -> with("ALERT_TOPIC_ARN", topic))
          .hasMessageContaining("ALERT_TOPIC_ARN is \"" + topic + "\"");
    }
  }

  @Test
  void keepsAShareOfTheCap() {
    Settings settings = Settings.of(REQUIRED);

    assertThat(settings.limits())
        .isEqualTo(new Limits(100, 20, 5, Duration.ofMinutes(10), Duration.ofHours(1)));
    assertThat(with("ALERT_CAP", "1").limits().reserve()).isZero();
  }

  private static Settings with(String variable, String value) {
    Map<String, String> environment = new HashMap<>(REQUIRED);
    environment.put(variable, value);
    return Settings.of(environment);
  }
}
