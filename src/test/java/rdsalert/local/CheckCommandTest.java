package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.rule.Exceptions;

class CheckCommandTest {
  private static final String MARY =
      "{\"userIdentity\": {\"userName\": [\"mary.major\"]}, \"awsRegion\": [\"eu-central-1\"]}";

  @TempDir private Path folder = Path.of("");

  @Test
  void namesEveryEntryAndItsStateAndFailsIfOneIsOff() throws IOException {
    Path file = file(entry("good", 40), entry("old", -3), "{\"id\": \"broken\"}", everybody());

    CommandRun run = CommandRun.of("check", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.lines())
        .anyMatch(line -> line.matches("exceptions: .*, 1 on, 3 off"))
        .anyMatch(line -> line.startsWith("  on   good: 39 days left, until 20"))
        .anyMatch(line -> line.startsWith("  off  old expired on 20"))
        .anyMatch(line -> line.startsWith("  off  broken is off: pattern is no event pattern"))
        .anyMatch(line -> line.startsWith("  off  everybody is off: it matches everybody's calls"));
    assertThat(run.err()).contains("3 of 4 exceptions are off and silence nothing");
  }

  @Test
  void isContentWithAFileInWhichAllAreOn() throws IOException {
    CommandRun run = CommandRun.of("check", file(entry("good", 300)).toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void warnsOfAnExceptionThatAnybodyCanHideBehind() throws IOException {
    String byName = "{\"requestParameters\": {\"dBSecurityGroupName\": [{\"prefix\": \"test\"}]}}";

    CommandRun run = CommandRun.of("check", file(entry("byname", 40, byName)).toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("it rests on text that any caller can write alone");
    assertThat(CommandRun.of("check", file(entry("good", 40)).toString()).out())
        .doesNotContain("any caller");
  }

  @Test
  void tellsWhichEventsEachWouldSilence() throws IOException {
    String file = file(entry("good", 40)).toString();

    CommandRun all = CommandRun.of("check", file, "--events", "events");
    CommandRun one = CommandRun.of("check", "--events", "events/root.json", file);

    assertThat(all.out())
        .contains("silences 1 of 11 hits: events/create-db-security-group.json")
        .contains("10 of 11 hits still alert");
    assertThat(one.out()).contains("silences none of 1 hits");
    assertThat(CommandRun.of("check", file, "--events", "nowhere").exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"exceptions": [], "exception": []}   | exception
          {"$schema": 7, "exceptions": []}      | $schema
          """)
  void holdsAFileAgainstTheSchemaThatEditorsUse(String content, String named) throws IOException {
    Path file = Files.writeString(folder.resolve("exceptions.json"), content);

    CommandRun run = CommandRun.of("check", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("schema, ").contains(named);
  }

  @Test
  void hasASchemaThatTakesTheExamples() throws IOException {
    assertThat(ExceptionSchema.faults(Files.readString(Path.of("docs/exceptions.example.json"))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id       | "a b"
          pattern  | []
          owner    | ""
          reason   | "  "
          expires  | "2026-06-01"
          broad    | "yes"
          expire   | "2026"
          schedule | {"weekdays": [], "start": "09:00", "length": "PT1H", "timeZone": "UTC"}
          schedule | {"weekdays": ["someday"], "start": "09:00", "length": "PT1H", "timeZone": "UTC"}
          schedule | {"weekdays": ["sun"], "start": "9", "length": "PT1H", "timeZone": "UTC"}
          schedule | {"weekdays": ["sun"], "start": "09:00", "length": "1 hour", "timeZone": "UTC"}
          schedule | {"days": ["sun"]}
          """)
  void hasASchemaThatRefusesWhatTheFunctionRefuses(String property, String value) {
    var entry = Exceptions.entry("one", MARY);
    entry.set(property, rdsalert.event.Events.json(value));

    assertThat(ExceptionSchema.faults("{\"exceptions\": [" + entry + "]}")).isNotEmpty();
  }

  @Test
  void takesAFileThatBeginsWithAByteOrderMark() throws IOException {
    Path file = file(entry("good", 40));
    Files.writeString(file, "\uFEFF" + Files.readString(file));

    assertThat(CommandRun.of("check", file.toString()).exitCode()).isZero();
  }

  @Test
  void takesAFileInUtf16() throws IOException {
    Path file = file(entry("good", 40));
    Files.writeString(file, Files.readString(file), StandardCharsets.UTF_16LE);

    assertThat(CommandRun.of("check", file.toString()).exitCode()).isZero();
  }

  @Test
  void saysWhatIsWrongWithAFileThatCannotBeRead() throws IOException {
    Path file = Files.writeString(folder.resolve("exceptions.json"), "{\"exceptions\": ");

    CommandRun run = CommandRun.of("check", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("exceptions.json: the file is not JSON, line 1");
    assertThat(CommandRun.of("check", "nowhere.json").err())
        .contains("nowhere.json: there is no such file");
  }

  @Test
  void readsAFileThatCanBeReadOnlyOnce() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    String content = Files.readString(file(entry("good", 40)));
    Thread.ofVirtual().start(() -> write(pipe, content));

    CommandRun run = CommandRun.of("check", pipe.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("on   good");
  }

  @Test
  void readsStandardInput() throws IOException {
    String content = Files.readString(file(entry("good", 40)));
    String plain = "events/create-db-security-group.json";

    assertThat(CommandRun.withInput(content, "check", "-").out())
        .contains("exceptions: standard input, 1 on, 0 off");
    assertThat(CommandRun.withInput(content, "explain", "--exceptions", "-", plain).out())
        .contains("silenced by exception good");
  }

  @Test
  void saysOfEachKindOfFileWhyItCannotBeUsed() throws IOException {
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    Path empty = Files.createFile(folder.resolve("empty.json"));

    for (String command : List.of("check", "explain", "run")) {
      assertThat(err(command, folder)).as(command).contains(folder + ": is a directory; ");
      assertThat(err(command, loop))
          .contains(loop + ": cannot be opened (Too many levels of symbolic links")
          .contains("; check the path");
      assertThat(err(command, empty)).contains("is empty; ");
      assertThat(err(command, folder.resolve("nowhere"))).contains("there is no such file; ");
    }
  }

  private static String err(String command, Path file) {
    String plain = "events/create-db-security-group.json";
    CommandRun run =
        switch (command) {
          case "check" -> CommandRun.of("check", file.toString());
          default -> CommandRun.of(command, "--exceptions", file.toString(), plain);
        };
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    return run.err();
  }

  private static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void runsAndExplainsWithTheExceptionsOfAFile() throws IOException {
    String file = file(entry("marys", 40)).toString();
    String plain = "events/create-db-security-group.json";

    CommandRun run = CommandRun.of("run", "--json", "--exceptions", file, plain);
    CommandRun explained = CommandRun.of("explain", "--exceptions", file, plain);
    CommandRun closest = CommandRun.of("explain", "--exceptions", file, "events/govcloud.json");

    assertThat(run.out()).contains("\"decision\":\"excepted\"", "exception marys");
    assertThat(explained.out()).contains("  silenced by exception marys until ");
    assertThat(closest.out())
        .contains("not silenced; the exception that comes closest: marys")
        .contains("refuses detail.awsRegion");
    assertThat(CommandRun.of("run", "--exceptions", "nowhere.json", plain).exitCode()).isEqualTo(2);
  }

  @Test
  void explainsEverySampleWithTheExamples() throws IOException {
    for (Path sample : samples()) {
      String examples = "docs/exceptions.example.json";
      CommandRun run = CommandRun.of("explain", "--exceptions", examples, sample.toString());

      assertThat(run.exitCode()).as(sample.toString()).isZero();
      assertThat(run.out())
          .as(sample.toString())
          .containsAnyOf("not matched: ", "silenced by exception ", "not silenced");
    }
  }

  private static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("events"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static String entry(String id, int daysLeft) {
    return entry(id, daysLeft, MARY);
  }

  private static String entry(String id, int daysLeft, String detail) {
    Instant expires = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(daysLeft, ChronoUnit.DAYS);
    return Exceptions.entry(id, detail).put("expires", expires.toString()).toString();
  }

  private static String everybody() {
    String expires = Instant.now().plus(9, ChronoUnit.DAYS).toString();
    return Exceptions.entry("everybody", "{\"awsRegion\": [{\"exists\": true}]}")
        .put("expires", expires)
        .toString();
  }

  private Path file(String... entries) throws IOException {
    String content = "{\"exceptions\": [" + String.join(",", entries) + "]}";
    return Files.writeString(folder.resolve("exceptions.json"), content);
  }
}
