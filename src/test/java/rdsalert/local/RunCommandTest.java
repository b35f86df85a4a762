package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.testing.Samples;
import rdsalert.testing.TestEvents;
import rdsalert.testing.TestRules;

class RunCommandTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String PLAIN =
      "events/rds-db-security-group-created/hit-create-db-security-group.json";

  @TempDir private Path folder = Path.of("");

  @Test
  void printsAnAlertEmail() {
    CommandRun run = CommandRun.of("run", PLAIN);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.lines().getFirst()).startsWith("Subject: IAM user mary.major");
    assertThat(run.out()).contains("SIGNALS", "CONTAIN: DESTRUCTIVE");
  }

  @Test
  void showsADuplicateForTheSameFileGivenTwice() throws IOException {
    List<JsonNode> lines = json(CommandRun.of("run", "--json", PLAIN, PLAIN));

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).path("decision").asText()).isEqualTo("alerted");
    assertThat(lines.get(1).path("decision").asText()).isEqualTo("duplicate");
    assertThat(lines.get(0).path("alertId")).isEqualTo(lines.get(1).path("alertId"));
  }

  @Test
  void writesTheFieldsThatProgramsReadAndNothingElse() throws IOException {
    CommandRun run = CommandRun.of("run", "--json", "--cap", "7", PLAIN);

    JsonNode line = json(run).getFirst();
    assertThat(line.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("eventId", "decision", "reason", "alertId", "window", "rules");
    assertThat(line.path("rules")).map(JsonNode::asText).containsExactly(TestRules.packaged().id());
    assertThat(line.at("/window/count").asInt()).isEqualTo(1);
    assertThat(line.at("/window/cap").asInt()).isEqualTo(7);
    assertThat(line.at("/window/start").asText()).endsWith("0:00Z");
  }

  @ParameterizedTest
  @MethodSource("rdsalert.testing.Samples#files")
  void decidesOnSamplesAsTheFunctionDoes(Path sample) throws IOException {
    CommandRun run = CommandRun.of("run", "--json", "--all", sample.toString());

    assertThat(json(run).getFirst().path("decision").asText())
        .isEqualTo(Samples.isHit(sample) ? "alerted" : "ignored");
  }

  @Test
  void writesWhatIsIgnoredOnlyIfAskedFor() throws IOException {
    String[] files = {
      PLAIN,
      "events/rds-db-security-group-created/miss-another-call.json",
      "events/rds-db-security-group-created/miss-failed-error-code.json"
    };

    CommandRun hits = CommandRun.of("run", "--json", files[0], files[1], files[2], PLAIN);
    CommandRun all = CommandRun.of("run", "--json", "--all", files[0], files[1], files[2]);
    CommandRun none = CommandRun.of("run", "--json", files[1]);

    assertThat(json(hits))
        .extracting(line -> line.path("decision").asText())
        .containsExactly("alerted", "duplicate");
    assertThat(hits.err()).isEqualTo("4 events: 1 alerted, 1 duplicate, 2 ignored\n");
    assertThat(json(all))
        .extracting(line -> line.path("decision").asText())
        .containsExactly("alerted", "ignored", "ignored");
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).isEqualTo("1 event: 1 ignored\n");
  }

  @Test
  void writesWhatIsHeldOrExceptedAndSaysThatItSwept() throws IOException {
    String file = SilenceEntries.file(folder, SilenceEntries.marys("marys", 40));

    CommandRun run =
        CommandRun.of(
            "run",
            "--json",
            "--sweep",
            "--cap",
            "1",
            "--exceptions",
            file,
            PLAIN,
            "events/rds-db-security-group-created/hit-root.json",
            "events/rds-db-security-group-created/hit-govcloud.json");

    assertThat(json(run))
        .extracting(line -> line.path("decision").asText())
        .containsExactly("excepted", "alerted", "held");
    assertThat(run.err())
        .containsPattern("sweep: due \\d, alerts 0, notices \\d, digests 1\n")
        .endsWith("3 events: 1 alerted, 1 excepted, 1 held\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"eventID", "eventTime", "eventSource", "awsRegion"})
  void reportsAnEventOfAnotherCallThatLacksWhatEveryEventHas(String field) throws IOException {
    var record = (ObjectNode) TestEvents.anyOtherEvent().json().path("detail").deepCopy();
    Path file = write("log.json", "{\"Records\":[" + record + "," + record.without(field) + "]}");

    CommandRun run = CommandRun.of("run", "--json", "--all", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("log.json, event 2: field 'detail." + field + "' is missing or empty")
        .endsWith("\n1 event: 1 ignored\n");
  }

  @Test
  void printsAlertsOneNoticeAndOneDigestOfAFlood() throws IOException {
    Path flood = write("flood.json", array(12));

    CommandRun run = CommandRun.of("run", "--cap", "3", "--sweep", flood.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines()).filteredOn(line -> line.startsWith("Subject: IAM user")).hasSize(3);
    assertThat(run.lines()).filteredOn(line -> line.startsWith("Subject: Alerts held")).hasSize(1);
    assertThat(run.lines())
        .filteredOn(line -> line.startsWith("Subject: 9 alerts held"))
        .hasSize(1);
    assertThat(run.lines()).filteredOn(line -> line.startsWith("held: ")).hasSize(9);
    assertThat(run.out()).endsWith("12 events: 3 alerted, 9 held\n");
  }

  @Test
  void hasNoCapIfAskedForNone() throws IOException {
    Path flood = write("flood.json", array(150));

    CommandRun run = CommandRun.of("run", "--cap", "none", "--json", flood.toString());

    assertThat(json(run))
        .hasSize(150)
        .allMatch(line -> line.path("decision").asText().equals("alerted"))
        .allMatch(line -> line.at("/window/cap").isNull());
  }

  @ParameterizedTest
  @ValueSource(strings = {"records", "array", "bare", "lines", "gzip"})
  void readsEveryKindOfFile(String kind) throws IOException {
    String one = TestEvents.matching("one").json().path("detail").toString();
    String two = TestEvents.matching("two").json().toString();
    Path file =
        switch (kind) {
          case "records" -> write("f.json", "{\"Records\":[" + one + "," + two + "]}");
          case "array" -> write("f.json", "[" + two + "," + one + "]");
          case "bare" -> write("f.json", one);
          case "lines" -> write("f.json", one + "\n" + two + "\n");
          default -> gzip("f.json.gz", "{\"Records\":[" + one + "," + two + "]}");
        };

    List<JsonNode> lines = json(CommandRun.of("run", "--json", file.toString()));

    assertThat(lines).hasSize(kind.equals("bare") ? 1 : 2);
    assertThat(lines).allMatch(line -> line.path("decision").asText().equals("alerted"));
  }

  @Test
  void readsStandardInput() throws IOException {
    String event = TestEvents.matching("one").json().toString();

    assertThat(json(CommandRun.withInput(event, "run", "--json", "-"))).hasSize(1);
  }

  @Test
  void reportsABadEventAmongGoodOnesAndGoesOn() throws IOException {
    String good = TestEvents.matching("one").json().toString();
    String other = TestEvents.matching("two").json().toString();
    Path file =
        write("mixed.json", "[" + good + ",{\"detail\":{\"eventID\":\"x\"}}," + other + "]");

    CommandRun run = CommandRun.of("run", "--json", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(json(run)).hasSize(2);
    assertThat(run.err())
        .contains("mixed.json, event 2: field 'detail.eventTime' is missing or empty (eventID x")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--cap 0|'0' is not a whole number from 1 to 500",
        "--cap 501|'501' is not a whole number from 1 to 500",
        "--window 1441|'1441' is not a whole number from 1 to 1440",
        "--format fax|Invalid value for option '--format'",
        "--sweep --cap=none|--sweep goes with a cap: without one nothing is held; say --cap N",
        "--html=page.html --sweep|--sweep goes with a cap: without one nothing is held; say --cap N"
      })
  void refusesOptionsThatCannotBe(String option, String message) {
    String[] words = option.split(" ", -1);

    CommandRun run = CommandRun.of("run", words[0], words[1], PLAIN);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  /** Not for a list of words, which a log beside it could hold. */
  @Test
  void takesANameWithAnAtForTheNameOfAFile() throws IOException {
    String words =
        write("words", "--html\n" + folder.resolve("page.html") + "\n" + PLAIN).toString();

    assertThat(CommandRun.of("run", "@" + words).err())
        .isEqualTo("rdsalert: @" + words + " (No such file or directory); check the path\n");
    assertThat(folder.resolve("page.html")).doesNotExist();
  }

  @Test
  void saysOfANameThatCannotBeWrittenThatItIsToBeChanged() {
    assertThat(CommandRun.of("run", "gr\ufffdn.json").err())
        .endsWith(" (No such file or directory); its name is not UTF-8: rename it\n");
  }

  @Test
  void saysWhatIsWrongWithAFileInOneLine() throws IOException {
    Path cut = write("cut.json", TestEvents.matching("one").json().toString().substring(0, 500));
    Path empty = write("empty.json", "");

    assertThat(CommandRun.of("run", "no-such.json").err())
        .isEqualTo("rdsalert: no-such.json (No such file or directory); check the path\n");
    assertThat(CommandRun.of("run", empty.toString()).err())
        .contains("is empty; give a file with at least one event");
    assertThat(CommandRun.of("run", write("open.json", "[{").toString()).err())
        .isEqualTo(
            "rdsalert: "
                + folder.resolve("open.json")
                + ": not JSON: it ends too early; it begins at byte 2, and from there on nothing"
                + " was read\n");
    CommandRun run = CommandRun.of("run", cut.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("cut.json: not JSON: it ends too early");
  }

  @Test
  void saysOfEachKindOfFileWhyItCannotBeRead() throws IOException {
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    Path cut = folder.resolve("cut.gz");
    Files.write(cut, new byte[] {0x1f, (byte) 0x8b});

    assertThat(CommandRun.of("explain", loop.toString()).err())
        .contains("loop (Too many levels of symbolic links");
    assertThat(CommandRun.of("explain", cut.toString()).err())
        .contains("cut.gz: cannot be read (it ends too early)");
  }

  @Test
  void printsNothingThatControlsATerminal() {
    CommandRun run =
        CommandRun.of(
            "run",
            "--format",
            "all",
            "events/rds-db-security-group-created/hit-hostile-names.json");
    CommandRun explained =
        CommandRun.of("explain", "events/rds-db-security-group-created/hit-hostile-names.json");
    CommandRun misused = CommandRun.of("run", "--cap", "1", "--no-such\u001b[31m", PLAIN);
    CommandRun unusable = CommandRun.of("run", "--cap", "none\u001b[31m", PLAIN);

    assertThat(misused.exitCode()).isEqualTo(2);
    assertThat(misused.err()).contains("Unknown option: '--no-such?[31m'", "Usage: rdsalert run");
    assertThat(run.out() + explained.out() + misused.err() + unusable.err())
        .doesNotContainPattern("[\\p{Cntrl}&&[^\\n]]")
        .doesNotContainPattern("[\\u202A-\\u202E\\u2066-\\u2069\\u200B-\\u200F]");
  }

  @Test
  void explainsClauseByClause() {
    CommandRun run =
        CommandRun.of(
            "explain", "events/rds-db-security-group-created/miss-failed-error-code.json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("not matched: AWS RDS Security Group Creation")
        .contains("refuses detail.errorCode")
        .contains("holds   detail.eventName");
  }

  @Test
  void checksRulesAndSettings() {
    CommandRun run = CommandRun.of("check");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("rule ok: AWS RDS Security Group Creation (378f9024-8a0c-46a5-aa08-ce147ac73a4e)")
        .contains("settings: no samconfig.toml here; ops/settings makes one");
  }

  @Test
  void helpsAndTellsItsVersion() {
    assertThat(CommandRun.of("--help").out()).contains("run", "explain", "check", "Exit codes:");
    assertThat(CommandRun.of("--version").out()).startsWith("rdsalert ");
    assertThat(CommandRun.of("run").exitCode()).isEqualTo(2);
  }

  private static String array(int events) {
    return IntStream.range(0, events)
        .mapToObj(i -> TestEvents.matching("flood-" + i).json().toString())
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static List<JsonNode> json(CommandRun run) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : run.lines()) {
      lines.add(MAPPER.readTree(line));
    }
    return lines;
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path gzip(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
