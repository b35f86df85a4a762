package rdsalert.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Writes findings and commands to {@code target}, for the checks that judge them with tools that
 * others wrote.
 */
class ExportTest {
  private static final Path FINDINGS = Path.of("target/findings");
  private static final Path COMMANDS = Path.of("target/commands");
  private static final int EVERY = 9;

  @Test
  void writesFindingsOfSamplesOfBareEventsAndOfHostileTexts() throws IOException {
    Files.createDirectories(FINDINGS);
    Map<String, Message> messages = messages();
    for (Map.Entry<String, Message> one : messages.entrySet()) {
      Files.writeString(FINDINGS.resolve(one.getKey() + ".json"), one.getValue().machine());
    }
    assertThat(messages).hasSizeGreaterThan(100);
  }

  @Test
  void writesTheCommandsOfEveryEmail() throws IOException {
    Files.createDirectories(COMMANDS);
    for (Map.Entry<String, Message> one : GoldenFilesTest.messages().entrySet()) {
      String commands = PastedCommandsTest.commands(one.getValue().email());
      assertThat(commands).as(one.getKey()).contains("aws ");
      Files.writeString(COMMANDS.resolve(one.getKey() + ".sh"), commands);
    }
  }

  private static Map<String, Message> messages() {
    Map<String, Message> messages = new TreeMap<>(GoldenFilesTest.messages());
    for (String part : List.of("userIdentity", "requestParameters", "responseElements")) {
      messages.put("without-" + part, alert(EventEdit.of("root").remove("detail." + part)));
    }
    messages.put("bare", alert(bare()));
    List<String> texts = HostileCorpus.strings();
    for (int i = 0; i < texts.size(); i += EVERY) {
      List<Message> all = HostileCorpus.messages(texts.get(i)).toList();
      messages.put("hostile-" + i, all.get(i / EVERY % all.size()));
    }
    return messages;
  }

  /** Nothing but what an event must have. */
  private static EventEdit bare() {
    EventEdit edit = EventEdit.of("root");
    List.of(
            "userIdentity",
            "requestParameters",
            "responseElements",
            "sourceIPAddress",
            "userAgent",
            "requestID",
            "tlsDetails")
        .forEach(field -> edit.remove("detail." + field));
    return edit;
  }

  private static Message alert(EventEdit edit) {
    Alert alert = Samples.alert(edit.event());
    return new Renderer().render(alert, Samples.sent(alert));
  }
}
