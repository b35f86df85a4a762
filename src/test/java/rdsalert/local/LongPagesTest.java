package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.testing.TestEvents;

/** What holds records may be larger than a record may be. */
class LongPagesTest {
  private static final int MOST_OF_A_RECORD = 5 << 18;

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"events\": [{\"message\":TEXT1},{\"message\":TEXT2}],\"searchedLogStreams\":[]}",
        "{\"invocationId\":\"x\",\"records\":[{\"data\":\"BASE1\"},{\"data\":\"BASE2\"}]}",
      })
  void areReadRecordByRecord(String form) throws IOException {
    String text = filled(filled(form, 1), 2);
    Path file = Files.writeString(folder.resolve("page"), text + "\n" + filled("RECORD3", 3));

    CommandRun run = CommandRun.of("run", "--cap", "none", "--json", file.toString());

    assertThat(run.err()).isEqualTo("3 events: 3 alerted\n");
    assertThat(run.out())
        .contains("\"eventId\":\"call-1\"", "\"eventId\":\"call-2\"", "\"eventId\":\"call-3\"");
  }

  @Test
  void saysWhatToDoWithWhatIsNotKnownToHoldRecords() throws IOException {
    String text = filled(filled("{\"mine\":[RECORD1,RECORD2]}", 1), 2);
    Path file = Files.writeString(folder.resolve("page"), text);

    assertThat(CommandRun.of("run", file.toString()).err())
        .contains("if it holds some, export smaller pages, or take them out, such as with jq -c");
  }

  private static String filled(String form, int number) {
    ObjectNode record = (ObjectNode) TestEvents.matching("call-" + number).json().path("detail");
    record.putObject("additionalEventData").put("padding", "x".repeat(MOST_OF_A_RECORD));
    String json = record.toString();
    return form.replace("RECORD" + number, json)
        .replace("TEXT" + number, TextNode.valueOf(json).toString())
        .replace(
            "BASE" + number,
            Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)));
  }
}
