package rdsalert.hunt;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A span of time in at most so many equal parts as fit on a screen. */
record Timeline(Instant start, Duration step, int parts) {
  private static final int MOST = 32;

  /** Of whole hours, or from sixteen days on of whole days. */
  static Timeline of(Instant first, Instant last) {
    Duration length = Duration.between(first, last);
    ChronoUnit unit = length.toDays() < 16 ? ChronoUnit.HOURS : ChronoUnit.DAYS;
    Duration step = unit.getDuration().multipliedBy(unit.between(first, last) / (MOST - 1) + 1);
    Instant start = first.truncatedTo(unit);
    return new Timeline(start, step, (int) Duration.between(start, last).dividedBy(step) + 1);
  }

  int part(Instant time) {
    return (int) Duration.between(start, time).dividedBy(step);
  }

  /** When a part begins, such as {@code 2026-01-31} or {@code 2026-01-31 06:00}. */
  String label(int part) {
    String time = start.plus(step.multipliedBy(part)).toString();
    return step.toHours() < 24 ? time.substring(0, 16).replace('T', ' ') : time.substring(0, 10);
  }

  /** Such as {@code 6 hours} or {@code 7 days}. */
  String stepWords() {
    return step.toDays() > 0 ? words(step.toDays(), "day") : words(step.toHours(), "hour");
  }

  private static String words(long count, String unit) {
    return count == 1 ? unit : count + " " + unit + "s";
  }
}
