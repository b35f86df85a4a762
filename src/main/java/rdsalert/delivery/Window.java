package rdsalert.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import rdsalert.briefing.Alert.Position;
import rdsalert.rule.Require;

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

  /**
   * Names the window as ISO 8601 does, {@code 2026-01-31T09:30:00Z/PT10M}: after a change of the
   * length, a window that starts with an old one is still another.
   */
  public String name() {
    return start + "/" + length;
  }

  /** The window that has a name; an {@link IllegalArgumentException} if none has. */
  public static Window named(String name) {
    String[] parts = name.split("/", 2);
    try {
      Window window = new Window(Instant.parse(parts[0]), Duration.parse(parts[parts.length - 1]));
      window.digestDue(); // fails for one that never ends
      return window;
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("not the name of a window: " + name, e);
    }
  }

  /** Where an alert stands in it; {@link Limits#NO_CAP} if it needs no place. */
  public Position place(OptionalInt number, int cap) {
    return new Position(start, end(), number, cap);
  }

  /** The first instant that is no longer in this window. */
  public Instant end() {
    return start.plus(length);
  }

  /** When everything that it holds has been noted: no run that held an alert has a lease then. */
  Instant digestDue() {
    return end().plus(Turns.LONGEST_LEASE).plus(Turns.MARGIN).plus(Turns.MARGIN);
  }

  /**
   * How much gets through: in each window the cap, of which a {@link Share} is kept in reserve; in
   * each second so many publishes, over all runs. An event older than the look-back is late.
   */
  public record Limits(int cap, int reserve, int perSecond, Duration window, Duration lookBack) {
    /** A cap that is never reached. */
    public static final int NO_CAP = Integer.MAX_VALUE;

    /** As many publishes a second as come. */
    public static final int NO_PACE = Integer.MAX_VALUE;

    public Limits {
      Require.that(cap >= 1, "cap must be at least 1 but is " + cap);
      Require.that(reserve >= 0 && reserve < cap, "reserve must be 0 to cap - 1 but is " + reserve);
      Require.that(perSecond >= 1, "perSecond must be at least 1 but is " + perSecond);
    }

    public boolean capped() {
      return cap != NO_CAP;
    }
  }
}
