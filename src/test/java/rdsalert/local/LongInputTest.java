package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import rdsalert.testing.TestEvents;

/** However long the input is, one event is in memory. */
class LongInputTest {
  /** Two hundred times what the heap below could hold at once, and still a matter of seconds. */
  private static final int RECORDS = 200_000;

  @Test
  void readsALogFileOfAnyLengthInASmallHeap() throws Exception {
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
    feed(command.getOutputStream());
    String printed = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(printed).endsWith("200,000 events: 200,000 ignored\n");
    assertThat(command.exitValue()).isZero();
  }

  private static void feed(OutputStream out) throws IOException {
    byte[] record =
        TestEvents.anyOtherEvent()
            .json()
            .path("detail")
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    try (out) {
      out.write("{\"Records\":[".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < RECORDS; i++) {
        if (i > 0) {
          out.write(',');
        }
        out.write(record);
      }
      out.write("]}".getBytes(StandardCharsets.UTF_8));
    }
  }
}
