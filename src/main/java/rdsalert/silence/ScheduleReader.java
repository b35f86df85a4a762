package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import rdsalert.rule.Require;

/** Reads the hours to which an exception is limited. */
final class ScheduleReader {
  private static final Set<String> KNOWN = Set.of("weekdays", "start", "length", "timeZone");

  /** The forms that the schema knows too. */
  private static final Pattern WEEKDAY =
      Pattern.compile(
          "mon(day)?|tue(sday)?|wed(nesday)?|thu(rsday)?|fri(day)?|sat(urday)?|sun(day)?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern START =
      Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?");
  private static final Pattern LENGTH =
      Pattern.compile("P1D|PT24H|PT(?=[0-9])(([01]?[0-9]|2[0-3])H)?([0-9]{1,4}M)?([0-9]{1,5}S)?");
  private static final Pattern ZONE = Pattern.compile(".+");

  private ScheduleReader() {}

  /**
   * Reads a schedule.
   *
   * @throws IllegalArgumentException if it is none; the message names what is wrong
   */
  static MaintenanceSchedule read(JsonNode json) {
    Require.that(json.isObject(), "must be an object with weekdays, start, length and timeZone");
    for (var field : json.properties()) {
      Require.that(
          KNOWN.contains(field.getKey()), "property '" + field.getKey() + "' is not known");
    }
    return new MaintenanceSchedule(
        weekdays(json.path("weekdays")),
        parse(json, "start", "a time such as 22:30", START, LocalTime::parse),
        parse(
            json, "length", "a length such as PT2H30M, at most 24 hours", LENGTH, Duration::parse),
        parse(json, "timeZone", "a time zone such as Europe/Berlin", ZONE, ZoneId::of));
  }

  private static Set<DayOfWeek> weekdays(JsonNode json) {
    Require.that(
        json.isArray() && !json.isEmpty(), "weekdays must be a list such as [\"SAT\", \"SUN\"]");
    Set<DayOfWeek> days = new HashSet<>();
    for (JsonNode day : json) {
      Require.that(days.add(weekday(day)), "weekdays name " + day.asText("") + " twice");
    }
    return days;
  }

  /** The English name or its first three letters. */
  private static DayOfWeek weekday(JsonNode json) {
    String name = json.asText("");
    Require.that(
        json.isTextual() && WEEKDAY.matcher(name).matches(), "'" + name + "' is not a weekday");
    String beginning = name.substring(0, 3).toUpperCase(Locale.ROOT);
    return Stream.of(DayOfWeek.values())
        .filter(day -> day.name().startsWith(beginning))
        .findFirst()
        .orElseThrow();
  }

  private interface Parser<T> {
    T parse(String text);
  }

  private static <T> T parse(
      JsonNode json, String name, String wanted, Pattern form, Parser<T> parser) {
    String text = json.path(name).asText("");
    Require.that(
        json.path(name).isTextual() && form.matcher(text).matches(), name + " must be " + wanted);
    try {
      return parser.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(name + " must be " + wanted, e);
    }
  }
}
