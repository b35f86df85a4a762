package rdsalert.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Digest;
import rdsalert.briefing.WindowReport.CapNotice;
import rdsalert.event.ManagementEvent;
import rdsalert.testing.Proofs;
import rdsalert.testing.Samples;
import rdsalert.testing.TestRules;

/**
 * Each sample and rendering has a file that somebody read; {@code -DupdateGolden} rewrites them.
 */
class GoldenFilesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @BeforeAll
  static void rewriteIfAskedTo() throws IOException {
    if (System.getProperty("updateGolden") == null) {
      return;
    }
    for (Map.Entry<String, Message> sample : messages().entrySet()) {
      write(sample.getKey(), sample.getValue());
    }
  }

  private static void write(String sample, Message message) throws IOException {
    Path folder = Files.createDirectories(GOLDEN.resolve(sample));
    for (Map.Entry<String, String> rendering : renderings(message).entrySet()) {
      Files.writeString(folder.resolve(rendering.getKey()), rendering.getValue());
    }
  }

  /** For a message that is not made of the samples in {@code events/}. */
  static void checkOrUpdate(String sample, Message message) throws IOException {
    if (System.getProperty("updateGolden") != null) {
      write(sample, message);
    }
    for (Map.Entry<String, String> rendering : renderings(message).entrySet()) {
      check(sample, rendering);
    }
  }

  @TestFactory
  Stream<DynamicTest> rendersEachSampleAsItsGoldenFileSays() {
    return messages().entrySet().stream()
        .flatMap(
            sample ->
                renderings(sample.getValue()).entrySet().stream()
                    .map(
                        rendering ->
                            DynamicTest.dynamicTest(
                                sample.getKey() + " " + rendering.getKey(),
                                () -> check(sample.getKey(), rendering))));
  }

  @Test
  void holdsNoGoldenFileOfASampleThatIsGone() throws IOException {
    try (Stream<Path> folders = Files.list(GOLDEN)) {
      List<String> kept =
          folders.map(folder -> String.valueOf(folder.getFileName())).sorted().toList();
      assertThat(kept)
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(messages().keySet().stream(), Stream.of("made-up-rule")).toList());
    }
  }

  private static void check(String sample, Map.Entry<String, String> rendering) throws IOException {
    Path file = GOLDEN.resolve(sample).resolve(rendering.getKey());
    assertThat(file).as("written by -DupdateGolden, then read by you").exists();
    assertThat(rendering.getValue()).isEqualTo(Files.readString(file));
  }

  /** Alerts for every sample and every rule, and a notice and a digest of some of them. */
  static Map<String, Message> messages() {
    Map<String, Message> messages = new TreeMap<>();
    SampleAlerts.matching()
        .forEach(
            (name, event) -> {
              Alert alert = SampleAlerts.alert(event);
              messages.put(name, Message.of(alert, SampleAlerts.sent(alert)));
            });
    TestRules.ofThePack()
        .forEach(
            (rule, sample) -> {
              Alert alert = SampleAlerts.alert(rule, Samples.read(sample));
              messages.put(rule.id(), Message.of(alert, SampleAlerts.sent(alert)));
            });
    CapNotice notice = SampleAlerts.notice(SampleAlerts.event("assumed-role-mfa"));
    messages.put("notice", Message.of(notice, notice.raisedAt().plusSeconds(1)));
    Digest digest = SampleAlerts.digest(SampleAlerts.burst());
    messages.put("digest", Message.of(digest, digest.raisedAt()));
    CapNotice root = SampleAlerts.notice(SampleAlerts.event("root"));
    messages.put("notice-root", Message.of(root, root.raisedAt().plusSeconds(1)));
    Digest incomplete =
        SampleAlerts.with(digest, new Digest.Held(34, 30, OptionalInt.empty(), true));
    messages.put("digest-incomplete", Message.of(incomplete, digest.raisedAt()));
    Digest completing =
        SampleAlerts.with(digest, new Digest.Held(30, 30, OptionalInt.of(12), false));
    messages.put("digest-completing", Message.of(completing, digest.raisedAt()));
    Digest hostile = SampleAlerts.digest(List.of(SampleAlerts.event("hostile-names")));
    messages.put("digest-hostile", Message.of(hostile, hostile.raisedAt()));
    ManagementEvent proof = Proofs.at(Instant.parse("2026-11-26T06:17:05Z"), "c4b7a1de");
    messages.put("proof", CalmMessage.proof(proof, proof.eventTime().plusSeconds(150)));
    messages.put(
        "settings",
        CalmMessage.settings(
            List.of(
                new CalmMessage.Setting("AlertCap", "100", "1"),
                new CalmMessage.Setting("ExceptionsFile", "", "/opt/exceptions.json"),
                new CalmMessage.Setting("NewActorReservePercent", "20", "0")),
            "123456789012",
            "eu-central-1",
            Instant.parse("2026-11-26T06:17:05Z")));
    return messages;
  }

  private static Map<String, String> renderings(Message message) {
    Map<String, String> renderings = new LinkedHashMap<>();
    renderings.put("subject.txt", message.subject() + "\n");
    renderings.put("email.txt", message.email());
    renderings.put("chat.json", pretty(message.chat()));
    renderings.put("sms.txt", message.sms() + "\n");
    renderings.put("finding.json", pretty(message.machine()));
    renderings.put("attributes.txt", attributes(message));
    return renderings;
  }

  private static String attributes(Message message) {
    StringBuilder lines = new StringBuilder();
    message.attributes().properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            one ->
                lines
                    .append(one.getKey())
                    .append(one.getValue().isNumber() ? " (Number): " : " (String): ")
                    .append(one.getValue().asText())
                    .append('\n'));
    return lines.toString();
  }

  private static String pretty(String json) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(json)) + "\n";
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }
}
