package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import rdsalert.rule.Require;

/**
 * Hours that come back every week, such as Saturdays from 22:00 for four hours in Berlin.
 *
 * <p>The start is what a clock on the wall there shows, summer or winter; the length is elapsed
 * time. A start that the clock skips in spring is as much later as it skips, and one that it shows
 * twice in autumn counts the first time.
 *
 * @param length more than zero, at most 24 hours
 */
public record MaintenanceSchedule(
    Set<DayOfWeek> weekdays, LocalTime start, Duration length, ZoneId zone) {
  private static final Set<String> KNOWN = Set.of("weekdays", "start", "length", "timeZone");

  /** The forms that the schema knows too. */
  private static final Pattern START =
      Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?");

  private static final Pattern LENGTH =
      Pattern.compile("P1D|PT24H|PT(?=[0-9])(([01]?[0-9]|2[0-3])H)?([0-9]{1,4}M)?([0-9]{1,5}S)?");
  private static final Pattern ZONE = Pattern.compile(".+");

  public MaintenanceSchedule {
    Require.that(!weekdays.isEmpty(), "weekdays must be a list such as [\"SAT\", \"SUN\"]");
    Require.that(length.isPositive(), "length must be more than zero, such as PT2H30M");
    Require.that(length.compareTo(Duration.ofHours(24)) <= 0, "length must be at most 24 hours");
  }

  /** Refuses what cannot be read; the message says what to write. */
  static MaintenanceSchedule read(JsonNode json) {
    Require.that(json.isObject(), "must be an object with weekdays, start, length and timeZone");
    for (var field : json.properties()) {
      Require.that(
          KNOWN.contains(field.getKey()),
          "property '" + field.getKey() + "' is not known; use weekdays, start, length, timeZone");
    }
    return new MaintenanceSchedule(
        weekdays(json.path("weekdays")),
        parse(json, "start", "a time such as 22:30", START, LocalTime::parse),
        parse(
            json, "length", "a length such as PT2H30M, at most 24 hours", LENGTH, Duration::parse),
        parse(json, "timeZone", "a time zone such as Europe/Berlin", ZONE, ZoneId::of));
  }

  private static Set<DayOfWeek> weekdays(JsonNode json) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    if (json.isArray()) {
      for (JsonNode day : json) {
        Require.that(days.add(weekday(day)), "weekdays has " + day + " twice; name each day once");
      }
    }
    return days;
  }

  /** The English name or its first three letters. */
  private static DayOfWeek weekday(JsonNode json) {
    String name = json.isTextual() ? json.asText().toLowerCase(Locale.ROOT) : "";
    for (DayOfWeek day : DayOfWeek.values()) {
      String known = day.name().toLowerCase(Locale.ROOT);
      if (name.equals(known) || name.equals(known.substring(0, 3))) {
        return day;
      }
    }
    throw new IllegalArgumentException(json + " is not a weekday such as \"SAT\"");
  }

  private static <T> T parse(
      JsonNode json, String name, String wanted, Pattern form, Function<String, T> parser) {
    String text = json.path(name).isTextual() ? json.path(name).asText() : "";
    String fault = name + " must be " + wanted;
    Require.that(form.matcher(text).matches(), fault);
    try {
      return parser.apply(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(fault, e);
    }
  }

  /** Whether the moment lies in these hours; their end does not belong to them. */
  public boolean covers(Instant moment) {
    LocalDate date = moment.atZone(zone).toLocalDate();
    // A day of the calendar can be shorter than the longest hours: these then end on the day after.
    return Stream.of(date.minusDays(2), date.minusDays(1), date)
        .filter(day -> weekdays.contains(day.getDayOfWeek()))
        .map(day -> day.atTime(start).atZone(zone).toInstant())
        .anyMatch(begin -> !moment.isBefore(begin) && moment.isBefore(begin.plus(length)));
  }
}
