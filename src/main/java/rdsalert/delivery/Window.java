package rdsalert.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * A fixed stretch of time, aligned to the epoch, in which a capped number of alerts gets through.
 */
public record Window(Instant start, Duration length) {
  public Window {
    if (length.isZero() || length.isNegative()) {
      throw new IllegalArgumentException("a window's length must be positive but is " + length);
    }
  }

  /** The window of the given length that an instant lies in. */
  public static Window at(Instant instant, Duration length) {
    long seconds = length.toSeconds();
    long start = Math.floorDiv(instant.getEpochSecond(), seconds) * seconds;
    return new Window(Instant.ofEpochSecond(start), length);
  }

  /** The first instant that is no longer in this window. */
  public Instant end() {
    return start.plus(length);
  }
}
