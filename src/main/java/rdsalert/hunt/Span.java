package rdsalert.hunt;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When the calls were made that are looked for.
 *
 * @param since the first moment; null for no limit
 * @param until the first moment after it; null for no limit
 */
public record Span(@Nullable Instant since, @Nullable Instant until) {
  public static final Span ALWAYS = new Span(null, null);

  /** CloudTrail files a call under the day on which it delivers it: mostly minutes later. */
  private static final Duration FILED_LATE = Duration.ofDays(1);

  private static final int DAY = "2026-01-31".length();

  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("uuuu/MM/dd").withZone(ZoneOffset.UTC);

  /**
   * Reads a day, which begins at midnight UTC, or a moment.
   *
   * @throws DateTimeException if it is neither
   */
  public static Instant moment(String text) {
    return text.contains("T")
        ? Instant.parse(text)
        : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /** The day of a moment, both as text; of any other text as much. */
  public static String day(String moment) {
    return moment.substring(0, Math.min(DAY, moment.length()));
  }

  public boolean isEmpty() {
    return since != null && until != null && !since.isBefore(until);
  }

  /** Whether it begins and ends at midnight UTC. */
  public boolean isOfWholeDays() {
    return Stream.of(since, until)
        .allMatch(time -> time == null || time.truncatedTo(ChronoUnit.DAYS).equals(time));
  }

  public boolean holds(Instant time) {
    return (since == null || !time.isBefore(since)) && (until == null || time.isBefore(until));
  }

  /** Whether calls of that time may lie in the folder of a day, given by its midnight. */
  public boolean mayBeFiledOn(Instant day) {
    return (since == null || day.plus(Duration.ofDays(1)).isAfter(since))
        && (until == null || day.minus(FILED_LATE).isBefore(until));
  }

  /** The condition on a time; empty where there is no limit. */
  String of(String time, UnaryOperator<String> written) {
    return between(
        since == null ? "" : time + " >= " + written.apply(since.toString()),
        until == null ? "" : time + " < " + written.apply(until.toString()));
  }

  /** The condition on the day of a folder, {@code 2026/01/31}; empty where there is no limit. */
  String ofFolder(String day) {
    return between(
        since == null ? "" : day + " >= " + Query.text(FOLDER.format(since)),
        until == null
            ? ""
            : day + " <= " + Query.text(FOLDER.format(until.plus(FILED_LATE).minusNanos(1))));
  }

  private static String between(String... limits) {
    return Stream.of(limits).filter(limit -> !limit.isEmpty()).collect(Collectors.joining(" AND "));
  }
}
