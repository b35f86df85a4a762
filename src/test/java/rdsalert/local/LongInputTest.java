package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.testing.TestEvents;

/** However long the input is, one event is in memory. */
class LongInputTest {
  private static final String OTHER = TestEvents.anyOtherEvent().detail().toString();

  /** Two hundred times what the heap below could hold at once, and still a matter of seconds. */
  private static final int RECORDS = 200_000;

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"{\"Records\":[ | , | ]}", "`` | `\n` | ``"},
      delimiter = '|')
  void readsALogOfAnyLengthInASmallHeap(
      @Nullable String start, String between, @Nullable String end) throws Exception {
    Process command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dsqlite4java.library.path=" + System.getProperty("sqlite4java.library.path"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "rdsalert.local.Main",
                "run",
                "-")
            .redirectErrorStream(true)
            .start();
    feed(
        command.getOutputStream(),
        Objects.requireNonNullElse(start, ""),
        between,
        Objects.requireNonNullElse(end, ""));
    String printed = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(printed).contains("\n200,000 events: 200,000 ignored\n");
    assertThat(command.exitValue()).isZero();
  }

  @Test
  void refusesARecordOfMoreThanTwoMegabytesAndGoesOn() throws IOException {
    String large = OTHER.replaceFirst("\\{", "{\"x\":\"" + "y".repeat(3 << 20) + "\",");
    String good = TestEvents.matching("good").detail().toString();
    Path file =
        Files.writeString(
            folder.resolve("log.json"), "{\"Records\":[" + OTHER + "," + large + "," + good + "]}");

    CommandRun run = CommandRun.of("run", "--json", file.toString());

    assertThat(run.out()).hasLineCount(1);
    assertThat(run.err())
        .contains("log.json, event 2: larger than 2 MB, which no record is; if it holds some, ")
        .endsWith("2 events: 1 alerted, 1 ignored\n");
  }

  /** Each inflates to 200 MB: a text, brackets, and a record that never ends. */
  @ParameterizedTest
  @ValueSource(strings = {"y", "[", "{\"a\":", " "})
  void takesNoMemoryForABomb(String filling) throws IOException {
    Path file = folder.resolve("bomb.json.gz");
    byte[] block = filling.repeat((1 << 20) / filling.length()).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("{\"Records\":[{\"a\":".getBytes(StandardCharsets.UTF_8));
      out.write(filling.equals("y") ? '"' : ' ');
      for (int i = 0; i < 200; i++) {
        out.write(block);
      }
    }
    long before = allocated();

    CommandRun run = CommandRun.of("run", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("bomb.json.gz: larger than 2 MB, which no record is;", "it begins at byte 13");
    assertThat(allocated() - before).isLessThan(64 << 20);
  }

  /** What is in use, after garbage was thrown away. */
  private static long allocated() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void feed(OutputStream out, String start, String between, String end)
      throws IOException {
    byte[] record =
        TestEvents.anyOtherEvent()
            .json()
            .path("detail")
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    try (out) {
      out.write(start.getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < RECORDS; i++) {
        if (i > 0) {
          out.write(between.getBytes(StandardCharsets.UTF_8));
        }
        out.write(record);
      }
      out.write(end.getBytes(StandardCharsets.UTF_8));
    }
  }
}
