package rdsalert.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rdsalert.briefing.Alert;
import rdsalert.event.EventReader;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.testing.DocumentedPart;
import rdsalert.yaml.YamlFile;

/** The rule that CONTRIBUTING.md adds: its file and its sample are all that it takes. */
class ContributingTest {
  private static final Pattern WRITES = Pattern.compile("[. ]checkOrUpdate\\(");

  @Test
  void addsARuleByAFileAndItsSamples() throws IOException {
    DetectionRule rule = RuleCatalog.read("CONTRIBUTING.md", block("yaml"), YamlFile::read);
    ManagementEvent hit = new EventReader().read(stream(block("json")));
    ManagementEvent miss = new EventReader().read(stream(block("json")));
    ((ObjectNode) miss.detail().path("requestParameters")).put("publiclyAccessible", false);

    RuleCatalog rules = RuleCatalog.of(List.of(rule));
    assertThat(rules.matching(hit)).containsExactly(rule);
    assertThat(rules.matching(miss)).isEmpty();

    Alert alert = SampleAlerts.alert(rule, hit);
    Message message = Message.of(alert, SampleAlerts.sent(alert));
    assertThat(message.email())
        .contains(
            "IAM user mary.major made replication instance move-to-aurora with a public",
            "INSTANCE move-to-aurora, dms.t3.medium",
            "aws dms describe-replication-instances");
    assertThat(message.machine()).contains("AWS::DMS::ReplicationInstance", "T1133");
  }

  /** Else a changed text leaves others as they were, and the next build fails. */
  @Test
  void namesEveryTestThatWritesWhatPeopleRead() throws IOException {
    String guide = Files.readString(Path.of("CONTRIBUTING.md"));

    List<String> writing;
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      writing =
          files
              .filter(file -> file.toString().endsWith("Test.java"))
              .filter(file -> WRITES.matcher(read(file)).find())
              .map(file -> String.valueOf(file.getFileName()).replace(".java", ""))
              .toList();
    }

    assertThat(writing).hasSizeGreaterThan(3).allSatisfy(test -> assertThat(guide).contains(test));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String block(String language) throws IOException {
    return DocumentedPart.block(Files.readString(Path.of("CONTRIBUTING.md")), language + "\n");
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
