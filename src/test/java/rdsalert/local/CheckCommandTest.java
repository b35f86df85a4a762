package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.local.SilenceEntries.entry;
import static rdsalert.local.SilenceEntries.everybodys;
import static rdsalert.local.SilenceEntries.file;
import static rdsalert.local.SilenceEntries.marys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.silence.Exceptions;
import rdsalert.silence.SilenceStatus;

class CheckCommandTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void namesEveryEntryAndItsStateAndFailsIfOneIsOff() throws IOException {
    String broken = "{\"id\": \"broken\"}";

    CommandRun run =
        CommandRun.of(
            "check",
            file(folder, marys("good", 40), marys("old", -3), broken, everybodys("everybody")));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.lines())
        .anyMatch(line -> line.matches("exceptions: .*, 1 on, 3 off"))
        .anyMatch(line -> line.startsWith("  on   good: 39 days left, until 20"))
        .contains("       known and wanted (platform team)")
        .anyMatch(line -> line.startsWith("  off  old (entry 2): expired on 20"))
        .contains("  off  broken (entry 3): 4 faults")
        .contains("       pattern is no event pattern: it is missing")
        .contains(
            "  off  everybody (entry 4): it matches everybody's calls; narrow its pattern, or say"
                + " \"broad\": true");
    assertThat(run.err()).contains("3 of 4 exceptions are off and silence nothing");
  }

  @Test
  void isContentWithAFileInWhichAllAreOn() throws IOException {
    CommandRun run = CommandRun.of("check", file(folder, marys("good", 300)));

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void warnsOfAnExceptionThatAnybodyCanHideBehind() throws IOException {
    String byName = "{\"requestParameters\": {\"dBSecurityGroupName\": [{\"prefix\": \"test\"}]}}";

    CommandRun run = CommandRun.of("check", file(folder, entry("byname", 40, byName)));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("       take care: its pattern looks only at what any caller can choose");
    assertThat(CommandRun.of("check", file(folder, marys("good", 40))).out())
        .doesNotContain("any caller");
  }

  @Test
  void saysOfAnExceptionThatItCoversRootToo() throws IOException {
    String account = "{\"recipientAccountId\": [\"111122223333\"]}";
    CommandRun run =
        CommandRun.of(
            "check",
            file(
                folder,
                entry("broad", 40, account).put("broad", true),
                entry("narrow", 40, account),
                marys("marys", 40).put("broad", true)));

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines())
        .containsOnlyOnce("       covers root too")
        .containsSequence("       known and wanted (platform team)", "       covers root too");
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
  void countsWhatItLeavesOutOfALongListOfTheSchemasFaults() throws IOException {
    String unknown =
        IntStream.range(0, 25).mapToObj(i -> "\"p" + i + "\": 1").collect(Collectors.joining(","));
    Path file =
        Files.writeString(
            folder.resolve("exceptions.json"), "{\"exceptions\": []," + unknown + "}");

    assertThat(CommandRun.of("check", file.toString()).err().lines())
        .hasSize(22)
        .last()
        .isEqualTo("rdsalert: schema, 5 more like these");
  }

  @Test
  void leavesAnEntryThatIsOffToTheReader() throws IOException {
    CommandRun run = CommandRun.of("check", file(folder, "{\"id\": 7}", "null"));

    assertThat(run.out() + run.err()).doesNotContain("schema");
  }

  @Test
  void showsWhatTheSchemaHasAgainstAnEntryThatIsOn() {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    List<SilenceStatus> on = Exceptions.of(marys("good", 40).toString()).statuses(Instant.now());
    List<SchemaFault> faults = List.of(new SchemaFault(OptionalInt.of(0), "/id: is not liked"));

    new SilenceCheck("file", faults, new PrintStream(out), new Complaints(new PrintStream(err)))
        .print(on, Optional.empty());

    assertThat(out.toString(StandardCharsets.UTF_8)).contains("       schema, /id: is not liked");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("file: the schema refuses 1 of 1 exception that the function takes; mend");
  }

  @Test
  void namesEveryFaultOfAnEntryOnALineOfItsOwn() throws IOException {
    String broken =
        """
        {"id": "broken", "patern": {}, "owner": "", "expires": "2027-01-31", "broad": "yes",
         "schedule": {"days": ["sun"]}, "rule": "no-such-rule"}
        """;

    assertThat(CommandRun.of("check", file(folder, marys("good", 40), broken)).lines())
        .containsSubsequence(
            "  off  broken (entry 2): 8 faults",
            "       property 'patern' is not known",
            "       owner is missing: who answers for it?",
            "       broad must be true or false");
  }

  @Test
  void writesLongNumbersInOneForm() throws IOException {
    String off = "{\"id\": \"off\"}";
    String[] many = Collections.nCopies(1_000, off).toArray(String[]::new);

    assertThat(CommandRun.of("check", file(folder, (Object[]) many)).err())
        .contains("exceptions.json: 1,000 of 1,000 exceptions are off and silence nothing");
  }

  @Test
  void tellsEntriesWithOneIdApart() throws IOException {
    assertThat(
            CommandRun.of("check", file(folder, marys("one", 40), marys("one", 40), "{}")).lines())
        .contains("  off  one (entry 2): an entry before it has the same id")
        .anyMatch(line -> line.startsWith("  off  entry 3: "));
  }

  @ParameterizedTest
  @CsvSource({"PT1M, less than an hour", "PT90M, 1 hour", "PT47H, 1 day", "PT49H, 2 days"})
  void saysHowLongAnExceptionHasLeft(Duration left, String words) throws IOException {
    String expires = Instant.now().plus(left).toString();

    assertThat(CommandRun.of("check", file(folder, marys("one", 1).put("expires", expires))).out())
        .contains("on   one: " + words + " left, until ");
  }

  /** Among them one with a number that no parser takes by default. */
  @Test
  void namesEveryEntryOfAFileInWhichOneGoesTooFar() throws IOException {
    String good = marys("good", 40).toString();
    String endless = good.replace("\"good\"", "9".repeat(1200));
    Path file =
        Files.writeString(
            folder.resolve("exceptions.json"),
            "{\"version\": 2, \"exceptions\": [" + good + "," + endless + "]}");

    CommandRun run = CommandRun.of("check", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.lines())
        .anyMatch(line -> line.startsWith("  on   good: "))
        .anyMatch(line -> line.startsWith("  off  entry 2: it nests too deep, or has "))
        .anyMatch(line -> line.startsWith("  off  property 'version' of the file: only one list"));
  }
}
