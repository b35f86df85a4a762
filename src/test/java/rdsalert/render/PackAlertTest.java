package rdsalert.render;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import rdsalert.briefing.Alert;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.testing.DocumentedPart;
import rdsalert.testing.Samples;
import rdsalert.testing.TestRules;

class PackAlertTest {
  @Test
  void standsInFullInTheDocuments() throws IOException {
    ManagementEvent event =
        Samples.read(Path.of("events/db-snapshot-public/hit-all-and-account.json"));
    var rules = TestRules.everyPackaged();
    DetectionRule lead = rules.find("db-snapshot-public").orElseThrow();
    DetectionRule other = rules.find("db-snapshot-shared-with-account").orElseThrow();
    Alert alone = SampleAlerts.alert(lead, event);
    Alert alert =
        Alert.raise(
            lead, List.of(other), event, alone.position(), alone.raisedAt(), Duration.ofHours(1));
    Message message = Message.of(alert, SampleAlerts.sent(alert));

    DocumentedPart.of("docs/rules.md", "alert")
        .checkOrUpdate("```text\nSubject: " + message.subject() + "\n\n" + message.email() + "```");
  }
}
