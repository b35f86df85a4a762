package rdsalert.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.briefing.Alert;
import rdsalert.rule.DetectionRule;
import rdsalert.testing.Samples;
import rdsalert.testing.TestRules;

/** A rule that knows several kinds of databases tells machines which one it was. */
class ResourceKindTest {
  private static final DetectionRule RULE =
      TestRules.everyPackaged().find("db-deletion-protection-off").orElseThrow();

  @ParameterizedTest
  @CsvSource({
    "hit-instance, AWS::RDS::DBInstance",
    "hit-cluster-console, AWS::RDS::DBCluster",
    "hit-global-cluster, AWS::RDS::GlobalCluster",
  })
  void isWhatTheCallWasAbout(String sample, String kind) throws IOException {
    Alert alert =
        SampleAlerts.alert(RULE, Samples.read(Path.of("events", RULE.id(), sample + ".json")));
    Message message = Message.of(alert, SampleAlerts.sent(alert));
    JsonNode finding = JsonMapper.builder().build().readTree(message.machine());

    assertThat(finding.at("/resources/0/type").asText()).isEqualTo(kind);
  }
}
