package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.testing.TestEvents;

/** A few columns of a record are not judged as if they were all of it. */
class ChosenColumnsTest {
  private static final ObjectNode RECORD =
      (ObjectNode) TestEvents.matching("the-call").json().path("detail");
  private static final String TEXT = TextNode.valueOf(RECORD.toString()).toString();
  private static final String CELL = "\"" + RECORD.toString().replace("\"", "\"\"") + "\"";

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COLUMNS,eventJson\nVALUES,CELL\n",
        "COLUMNS,eventjson\nVALUES,CELL\n",
        "@timestamp,COLUMNS,@message\n2026-02-10 09:14:27.000,VALUES,CELL\n",
        "eventTime,eventName,eventJson\nx,y,CELL\n",
        "{\"QueryResultRows\":[[LAKE,{\"eventJson\":TEXT}]]}",
        "{\"results\":[[INSIGHTS,{\"field\":\"@message\",\"value\":TEXT}]]}",
        "{FIELDS,\"userIdentity\":{\"type\":\"Root\"},\"message\":TEXT}",
        "{FIELDS,\"eventJson\":RECORD}",
        "{\"eventname\":\"x\",\"message\":TEXT}",
      })
  void readsTheWholeRecordThatStandsBesideThem(String form) throws IOException {
    CommandRun run = run(form);

    assertThat(run.err()).isEqualTo("1 event: 1 alerted\n");
    assertThat(run.out()).contains("\"eventId\":\"the-call\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"QueryResultRows\":[[LAKE]]}",
        "{\"QueryResultRows\":[[LAKE,{\"userIdentity\":\"\"}]]}",
        "{\"results\":[[INSIGHTS,{\"field\":\"@message\",\"value\":\"some words\"}]]}",
        "COLUMNS,eventJson\nVALUES,\n",
      })
  void asksForAllColumnsIfThereIsNone(String form) throws IOException {
    CommandRun run = run(form);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(": this looks like a row of a table without the column ")
        .contains("; select all columns")
        .endsWith("\n0 events read\n");
  }

  /** As CloudTrail Lake writes it in a column of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"2026-02-10 09:14:27.000", "2026-02-10 09:14:27", "2026-02-10T09:14:27Z"})
  void readsATimeWithABlankInIt(String time) throws IOException {
    ObjectNode cells = RECORD.deepCopy().put("eventTime", time).put("errorCode", "");
    cells.put("errorMessage", "").put("userIdentity", RECORD.path("userIdentity").toString());
    String row =
        cells
            .propertyStream()
            .map(cell -> "{\"" + cell.getKey() + "\":" + cell.getValue() + "}")
            .collect(Collectors.joining(","));
    Path file = Files.writeString(folder.resolve("it"), "{\"QueryResultRows\":[[" + row + "]]}");

    CommandRun run = CommandRun.of("run", "--since", "2026-02-10T09:14:27Z", file.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Subject: ");
  }

  private CommandRun run(String form) throws IOException {
    String text =
        form.replace("COLUMNS", String.join(",", names()))
            .replace("VALUES", joined("%2$s"))
            .replace("LAKE", joined("{\"%s\":\"%s\"}"))
            .replace("INSIGHTS", joined("{\"field\":\"%s\",\"value\":\"%s\"}"))
            .replace("FIELDS", joined("\"%s\":\"%s\""))
            .replace("RECORD", RECORD.toString())
            .replace("TEXT", TEXT)
            .replace("CELL", CELL);
    Path file = Files.writeString(folder.resolve("it"), text);
    return CommandRun.of("run", "--cap", "none", "--json", file.toString());
  }

  /** The last one would have the call ignored. */
  private static List<String> names() {
    return List.of("eventID", "eventTime", "eventSource", "eventName", "awsRegion", "errorCode");
  }

  private static String joined(String each) {
    return names().stream()
        .map(name -> each.formatted(name, RECORD.path(name).asText("AccessDenied")))
        .collect(Collectors.joining(","));
  }
}
