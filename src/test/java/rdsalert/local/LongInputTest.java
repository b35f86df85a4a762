package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.testing.TestEvents;

/** However long the input is, one event is in memory. */
class LongInputTest {
  /** Two hundred times what the heap below could hold at once, and still a matter of seconds. */
  private static final int RECORDS = 200_000;

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
