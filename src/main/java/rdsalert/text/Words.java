package rdsalert.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Says counts, names, times in UTC and how long ago they were, in as few words as will do. */
public final class Words {
  private static final DateTimeFormatter FULL = pattern("uuuu-MM-dd HH:mm:ss'Z'");
  private static final DateTimeFormatter CLOCK = pattern("HH:mm'Z'");
  private static final DateTimeFormatter ARGUMENT = pattern("uuuu-MM-dd'T'HH:mm'Z'");

  private static final int DATE = "2026-01-31 ".length();

  private Words() {}

  private static DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  /** The count with its noun, such as {@code 1 alert} or {@code 12 alerts}. */
  public static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** The most frequent first, ties by name: a map's own order would make two renderings differ. */
  public static Stream<Map.Entry<String, Integer>> byCount(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
  }

  public static String capitalized(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  /** The part of an ARN that tells actors apart: what follows the account; other text as it is. */
  public static String shortName(String actorName) {
    String[] fields = actorName.startsWith("arn:") ? actorName.split(":", 6) : new String[0];
    return fields.length < 6 || fields[5].isEmpty() ? actorName : fields[5];
  }

  /** Such as {@code 2026-01-31 09:30:12Z}. */
  public static String utc(Instant time) {
    return FULL.format(time);
  }

  /** From one time to another, whose date is left out if it is the same. */
  public static String span(Instant begin, Instant end) {
    String first = utc(begin);
    String last = utc(end);
    return first
        + " to "
        + (last.startsWith(first.substring(0, DATE)) ? last.substring(DATE) : last);
  }

  /** Such as {@code 09:30Z}. */
  public static String clock(Instant time) {
    return CLOCK.format(time);
  }

  /** As a command takes it, to the minute: {@code 2026-01-31T09:30Z}. */
  public static String argument(Instant time) {
    return ARGUMENT.format(time);
  }

  /** Such as {@code 4 min ago}; {@code in 2 min} for a clock that runs ahead. */
  public static String ago(Instant time, Instant now) {
    Duration since = Duration.between(time, now);
    if (since.abs().toSeconds() < 1) {
      return "just now";
    }
    return since.isNegative() ? "in " + length(since.negated()) : length(since) + " ago";
  }

  /** Such as {@code 2026-01-31 09:30:12Z (4 min ago)}. */
  public static String utcAndAgo(Instant time, Instant now) {
    return utc(time) + " (" + ago(time, now) + ")";
  }

  /** Such as {@code 12 s}, {@code 3 h 5 min}, {@code 2 days 3 h}, {@code 90 days}. */
  public static String length(Duration length) {
    if (length.toSeconds() < 60) {
      return length.toSeconds() + " s";
    }
    if (length.toMinutes() < 60) {
      return length.toMinutes() + " min";
    }
    if (length.toHours() < 48) {
      return length.toHours() + " h" + and(length.toMinutesPart(), " min");
    }
    return length.toDays()
        + " days"
        + (length.toDays() < 10 ? and(length.toHoursPart(), " h") : "");
  }

  private static String and(int amount, String unit) {
    return amount == 0 ? "" : " " + amount + unit;
  }
}
