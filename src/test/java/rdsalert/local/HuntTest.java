package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.local.CommandRun.timeless;
import static rdsalert.local.CommandRun.with;
import static rdsalert.local.CommandRun.withoutWindow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.testing.Samples;
import rdsalert.testing.TestEvents;
import rdsalert.text.JsonText;

/** Many files, large ones and bad ones: what is looked for is found, and everything is counted. */
class HuntTest {
  private static final String OTHER = TestEvents.anyOtherEvent().detail().toString();

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void decidesTheSameWhetherRecordsArePassedOverOrRead(long seed) throws IOException {
    Random random = new Random(seed);
    List<String> records = new ArrayList<>();
    for (Path sample : Samples.ofAllRules().toList()) {
      records.add(written(Samples.read(sample).detail().toString(), random));
    }
    boolean lines = seed % 2 == 0;
    String text =
        lines
            ? String.join("\n", records)
            : "{ \"Records\" : [" + String.join(" ,\n", records) + "] }";
    Path file = Files.writeString(folder.resolve("log.json"), text);
    String[] pack = {"run", "--pack", "database-exposure", "--cap", "none", "--json"};

    CommandRun passed = CommandRun.of(with(pack, file.toString()));
    CommandRun read = CommandRun.of(with(pack, "--all", file.toString()));

    String hits =
        read.out()
            .lines()
            .filter(line -> !line.contains("\"decision\":\"ignored\""))
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    assertThat(withoutWindow(passed.out())).as("seed " + seed).isEqualTo(withoutWindow(hits));
    assertThat(passed.out().lines()).hasSizeGreaterThan(100);
    assertThat(passed.err()).isEqualTo(read.err());
  }

  /** A sweep needs the ledger that is deployed; without one, a set does. */
  @ParameterizedTest
  @ValueSource(strings = {"--json", "--format email", "--summary"})
  void decidesTheSameWithAndWithoutADatabase(String form) throws IOException {
    String exceptions = SilenceEntries.file(folder, SilenceEntries.marys("marys", 40));
    List<String> words = new ArrayList<>(List.of("run", "--pack", "database-exposure"));
    words.addAll(List.of("--cap", "none", "--exceptions", exceptions));
    words.addAll(List.of(form.split(" ", -1)));
    List<Path> samples = Samples.ofAllRules().collect(Collectors.toList());
    samples.addAll(Samples.ofAllRules().toList());
    Collections.shuffle(samples, new Random(7));
    samples.forEach(sample -> words.add(sample.toString()));
    int before = databases();
    CommandRun set = CommandRun.of(words.toArray(String[]::new));
    assertThat(databases()).isEqualTo(before);

    words.set(words.indexOf("none"), "500");
    CommandRun database = CommandRun.of(words.toArray(String[]::new));

    assertThat(timeless(set.out())).isEqualTo(timeless(uncounted(database.out())));
    assertThat(set.err()).isEqualTo(database.err());
    assertThat(set.out() + set.err()).contains(" alerted, ", " duplicate, ", " excepted, ");
  }

  private static String uncounted(String alerts) {
    return alerts.replaceAll("alert \\d+ of at most 500 until \\d\\d:\\d\\dZ", "no cap");
  }

  /** The same JSON in another spelling. */
  private static String written(String record, Random random) {
    String text = record;
    if (random.nextInt(3) == 0) {
      text = text.replace("\"eventName\":\"C", "\"eventName\" :\t\"\\u0043");
    }
    if (random.nextInt(3) == 0) {
      text = text.replace("\"eventName\"", "\"\\u0065ventName\"");
    }
    if (random.nextInt(3) == 0) {
      text = text.replace("\"eventSource\"", " \"eventSource\" ").replace("{", "{ ");
    }
    return text;
  }

  /** However a name is spelled or wrapped, and whatever stands before it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"Records":[OTHER,OTHER]}                    | 0 | 2
          {"Records":[OTHER,HIT]}                      | 1 | 2
          {"Records":[HIT,OTHER]}                      | 1 | 2
          {"Records":[OTHER]}{"Records":[HIT,OTHER]}   | 1 | 3
          {"Records":[OTHER,ODD]}                      | 1 | 2
          {"Records":[OTHER,SPACED]}                   | 1 | 2
          {"Records":[OTHER]}{"awslogs":{"data":"GZ"}} | 1 | 2
          {"Records":[OTHER]}LINE{"Message":TEXT}      | 1 | 2
          {"Records":[NESTED,OTHER]}                   | 0 | 2
          """)
  void findsWhateverIsInALogFile(String shape, int hits, int events) throws IOException {
    String other = OTHER.replaceFirst("\\{", "{\"eventVersion\":\"1.11\",");
    String hit =
        TestEvents.matching("hit")
            .detail()
            .toString()
            .replaceFirst("\\{", "{\"eventVersion\":\"1.11\",");
    Path file =
        Files.writeString(
            folder.resolve("log.json"),
            shape
                .replace("OTHER", other)
                .replace("HIT", hit)
                .replace("ODD", hit.replace("\"eventName\":\"C", "\"eventName\":\"\\u0043"))
                .replace("SPACED", hit.replace("\"eventName\":", "\"eventName\" : "))
                .replace("\"GZ\"", "\"" + base64Gzip("{\"logEvents\":[" + hit + "]}") + "\"")
                .replace("TEXT", JsonText.of(JsonText.object().textNode(hit)))
                .replace("LINE", "\n")
                .replace("NESTED", nested(other, hit)));

    CommandRun run = CommandRun.of("run", "--json", file.toString());

    assertThat(run.out()).hasLineCount(hits);
    assertThat(run.err()).startsWith(events + " events: ");
  }

  private static String nested(String record, String inner) {
    return record.replaceFirst(
        "\"requestParameters\":\\{",
        "\"requestParameters\":{\"a\":[{\"a\":1}," + Matcher.quoteReplacement(inner) + "],");
  }

  private static String base64Gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  @Test
  void looksIntoNoRecordForMoreRecords() throws IOException {
    String hit = TestEvents.matching("inner").detail().toString();
    String outer =
        OTHER.replaceFirst(
            "\"requestParameters\":\\{",
            "\"requestParameters\":{\"Records\":[{\"a\":1},"
                + hit.replace("\\", "\\\\").replace("$", "\\$")
                + "],");
    Path file = Files.writeString(folder.resolve("log.json"), "{\"Records\":[" + outer + "]}");

    assertThat(CommandRun.of("run", "--json", file.toString()).err())
        .isEqualTo("1 event: 1 ignored\n");
    assertThat(CommandRun.of("run", "--json", "--all", file.toString()).err())
        .isEqualTo("1 event: 1 ignored\n");
  }

  @Test
  void readsTenThousandFilesInTheOrderOfTheirPaths() throws IOException {
    for (int i = 0; i < 10_000; i++) {
      Path day = folder.resolve("AWSLogs/123456789012/CloudTrail/eu-central-1/2026/02/%02d");
      day = Path.of(day.toString().formatted(1 + i / 400));
      Files.createDirectories(day);
      String record = i % 1_000 == 7 ? TestEvents.matching("hit-" + i).detail().toString() : OTHER;
      gzip(day.resolve("%05d.json.gz".formatted(i)), "{\"Records\":[" + record + "]}");
    }

    CommandRun run = CommandRun.of("run", "--cap", "none", "--json", folder.toString());

    assertThat(run.out().lines().map(line -> line.replaceFirst(".*?\"(hit-\\d+)\".*", "$1")))
        .containsExactly(
            "hit-7",
            "hit-1007",
            "hit-2007",
            "hit-3007",
            "hit-4007",
            "hit-5007",
            "hit-6007",
            "hit-7007",
            "hit-8007",
            "hit-9007");
    assertThat(run.err()).isEqualTo("10,000 events: 10 alerted, 9,990 ignored\n");
  }

  @Test
  void looksIntoAFolderThatHoldsMoreThanFiles() throws Exception {
    Files.writeString(folder.resolve("a.json"), TestEvents.matching("one").detail().toString());
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.createSymbolicLink(inner.resolve("up"), folder);
    Files.createSymbolicLink(inner.resolve("nowhere"), folder.resolve("gone"));
    assertThat(new ProcessBuilder("mkfifo", inner.resolve("pipe").toString()).start().waitFor())
        .isZero();

    CommandRun run = CommandRun.of("run", "--json", folder.toString());

    assertThat(run.out()).hasLineCount(1);
    assertThat(run.err())
        .isEqualTo(
            "rdsalert: "
                + inner.resolve("nowhere")
                + " (No such file or directory); check the path\n1 event: 1 alerted\n");
  }

  @Test
  void readsNoFolderForAnEmptyName() {
    assertThat(CommandRun.of("run", "").err())
        .isEqualTo("rdsalert: a file's name is empty; check the path\n");
  }

  @Test
  void goesOnAfterWhateverIsBad() throws IOException {
    String good = TestEvents.matching("good").detail().toString();
    String deep =
        "{\"eventName\":\"CreateDBSecurityGroup\",\"a\":"
            + "[".repeat(5_000)
            + "]".repeat(5_000)
            + "}";
    Path file =
        Files.writeString(
            folder.resolve("log.json"),
            String.join(
                "\n",
                "{\"eventName\":\"cut",
                "{\"detail\":{\"eventID\":\"x\"}}",
                "[1,null]",
                deep,
                "{\"eventName\":\"CreateDBSecurityGroup\",}",
                good));

    CommandRun run = CommandRun.of("run", "--json", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).hasLineCount(1).contains("\"eventId\":\"good\"");
    assertThat(run.err())
        .contains("log.json: not JSON: a text has a line end")
        .contains("log.json, event 2: field 'detail.eventTime' is missing")
        .contains("log.json, event 3: expected a record, a JSON object, but got")
        .contains("log.json, event 5: not JSON: ")
        .contains("log.json, event 6: not JSON: ")
        .endsWith("1 event: 1 alerted\n")
        .hasLineCount(7);
  }

  @Test
  void showsTwentyOfManyFaultsInAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("log.json"), "[" + "0,".repeat(1_000) + "0]");

    assertThat(CommandRun.of("run", file.toString()).err())
        .hasLineCount(21)
        .endsWith("log.json: 981 more values cannot be read\n");
  }

  @Test
  void goesOnAfterAnEventThatCannotBeJudged() throws IOException {
    Path file = Files.writeString(folder.resolve("log.json"), OTHER + OTHER);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Complaints complaints = new Complaints(new PrintStream(err, true, StandardCharsets.UTF_8));
    List<String> seen = new ArrayList<>();

    new Hunt(
            ScopeOption.Scope.EVERYTHING,
            (where, event) -> {
              seen.add(where);
              throw new IllegalStateException("cannot be judged");
            },
            complaints)
        .read(List.of(file.toString()));

    assertThat(seen).hasSize(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("rdsalert: " + file + ": failed, and the rest goes on: ")
        .hasLineCount(2);
    assertThat(complaints.exitCode()).isEqualTo(2);
  }

  @Test
  void showsTwentyIgnoredEvents() throws IOException {
    Path file = Files.writeString(folder.resolve("log.json"), (OTHER + "\n").repeat(21));

    List<String> lines = CommandRun.of("run", file.toString()).lines();

    assertThat(lines).filteredOn(line -> line.startsWith("ignored: ")).hasSize(20);
    assertThat(lines)
        .filteredOn(line -> line.endsWith(" (last one shown)"))
        .containsExactly(lines.get(19));
    assertThat(lines).contains("21 events: 21 ignored");
  }

  @Test
  void startsNoDatabaseUntilThereIsAHit() throws IOException {
    Path file = Files.writeString(folder.resolve("log.json"), OTHER);
    int threads = databases();

    CommandRun.of("run", file.toString());

    assertThat(databases()).isEqualTo(threads);
  }

  private static int databases() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().contains("SQLite"))
            .count();
  }

  private static void gzip(Path file, String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
