package rdsalert.hunt;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** A span of time in at most so many equal parts as fit on a screen. */
record Timeline(Instant start, Duration step, int parts) {
  private static final int MOST = 32;

  private static final List<Duration> STEPS =
      Stream.of("PT10M", "PT1H", "PT6H", "P1D", "P7D", "P14D", "P28D", "P56D")
          .map(Duration::parse)
          .toList();

  static Timeline of(Instant first, Instant last) {
    Duration step =
        STEPS.stream()
            .filter(each -> parts(first, last, each) <= MOST)
            .findFirst()
            .orElseGet(
                () -> Duration.ofDays(1 + Duration.between(first, last).toDays() / (MOST - 1)));
    return new Timeline(start(first, step), step, parts(first, last, step));
  }

  private static Instant start(Instant first, Duration step) {
    return step.compareTo(Duration.ofDays(1)) >= 0
        ? first.truncatedTo(ChronoUnit.DAYS)
        : Instant.ofEpochSecond(first.getEpochSecond() / step.toSeconds() * step.toSeconds());
  }

  private static int parts(Instant first, Instant last, Duration step) {
    long parts = Duration.between(start(first, step), last).dividedBy(step) + 1;
    return (int) Math.min(parts, MOST + 1L);
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
    long days = step.toDays();
    long hours = step.toHours();
    return days > 0 ? words(days, "day") : hours > 0 ? words(hours, "hour") : "10 minutes";
  }

  private static String words(long count, String unit) {
    return count == 1 ? unit : count + " " + unit + "s";
  }
}
