package rdsalert.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import rdsalert.briefing.Alert;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.testing.Samples;
import rdsalert.testing.TestRules;

/**
 * A rule on another service is a file and its samples: no Java knows it, and its alert is whole and
 * true in every form.
 */
class MadeUpRuleTest {
  private static final DetectionRule RULE = TestRules.madeUp("ec2-database-port-open");
  private static final Path SAMPLES = Path.of("src/test/resources/rules/ec2-database-port-open");

  @Test
  void judgesItsSamplesAsTheirNamesSay() throws IOException {
    try (var files = Files.list(SAMPLES)) {
      assertThat(files)
          .hasSize(2)
          .allMatch(file -> RULE.pattern().matches(Samples.read(file)) == Samples.isHit(file));
    }
  }

  @Test
  void tellsItsOwnStoryInEveryForm() throws IOException {
    Alert alert = SampleAlerts.alert(RULE, Samples.read(SAMPLES.resolve("hit-mysql.json")));

    Message message = Message.of(alert, SampleAlerts.sent(alert));

    GoldenFilesTest.checkOrUpdate("made-up-rule", message);
    assertThat(message.email() + message.chat() + message.sms() + message.machine())
        .doesNotContain("DB security group", "CreateDBSecurityGroup", "EC2-Classic", "RDS group");
  }

  @Test
  void namesWhatSeveralElementsShareOnce() throws IOException {
    JsonNode twice =
        JsonMapper.builder()
            .build()
            .readTree("[{\"groupOwnerId\":\"444455556666\"},{\"groupOwnerId\":\"444455556666\"}]");
    ManagementEvent event =
        EventEdit.of(Samples.read(SAMPLES.resolve("hit-mysql.json")))
            .set("detail.responseElements.securityGroupRuleSet.items", twice)
            .event();
    Alert alert = SampleAlerts.alert(RULE, event);

    String email = Message.of(alert, SampleAlerts.sent(alert)).email();

    assertThat(email).contains("The group belongs to account 444455556666.");
  }
}
