package rdsalert.local;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** How far a hunt has got, on one line of a terminal; of no terminal, nothing. */
final class Progress {
  /** Set by {@code ./rdsalert} where standard error is a terminal. */
  private static final boolean SHOWN = Boolean.getBoolean("rdsalert.terminal");

  private static final long EVERY = Duration.ofMillis(500).toNanos();
  private static final String CLEAR = "\r\u001b[K";

  private final int files;
  private final long started = System.nanoTime();
  private long shown = started;
  private int done;

  Progress(int files) {
    this.files = files;
  }

  /** Some more files are done; the visitor is asked only if a line is due. */
  void files(int more, Hunt.Visitor visitor) {
    done += more;
    long now = System.nanoTime();
    if (SHOWN && now - shown > EVERY) {
      shown = now;
      long left = (now - started) / 1_000_000_000 * (files - done) / done;
      String time = left > 90 ? (left + 30) / 60 + " min" : left + " s";
      write(
          "%s%s, %s, %s left\r"
              .formatted(CLEAR, Terminal.share(done, files, "file"), visitor.progress(), time));
    }
  }

  void clear() {
    if (SHOWN && shown > started) {
      write(CLEAR);
    }
  }

  /** Past what keeps control characters from the terminal: these are our own. */
  private static void write(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
    System.err.write(bytes, 0, bytes.length);
    System.err.flush();
  }
}
