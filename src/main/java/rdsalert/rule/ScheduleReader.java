package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the hours to which an exception is limited. */
final class ScheduleReader {
  private static final Set<String> KNOWN = Set.of("weekdays", "start", "length", "timeZone");

  private ScheduleReader() {}

  /**
   * Reads a schedule.
   *
   * @throws IllegalArgumentException if it is none; the message names what is wrong
   */
  static MaintenanceSchedule read(JsonNode json) {
    for (var field : json.properties()) {
      require(KNOWN.contains(field.getKey()), "property '" + field.getKey() + "' is not known");
    }
    return new MaintenanceSchedule(
        weekdays(json.path("weekdays")),
        parse(json, "start", "a time such as 22:30", LocalTime::parse),
        parse(json, "length", "a length such as PT2H30M", Duration::parse),
        parse(json, "timeZone", "a time zone such as Europe/Berlin", ZoneId::of));
  }

  private static Set<DayOfWeek> weekdays(JsonNode json) {
    require(
        json.isArray() && !json.isEmpty(), "weekdays must be a list such as [\"SAT\", \"SUN\"]");
    Set<DayOfWeek> days = new HashSet<>();
    json.forEach(day -> days.add(weekday(day.asText(""))));
    return days;
  }

  /** The English name or its first three letters. */
  private static DayOfWeek weekday(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return List.of(DayOfWeek.values()).stream()
        .filter(day -> day.name().equals(upper) || day.name().substring(0, 3).equals(upper))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is not a weekday"));
  }

  private interface Parser<T> {
    T parse(String text);
  }

  private static <T> T parse(JsonNode json, String name, String wanted, Parser<T> parser) {
    try {
      return parser.parse(json.path(name).asText(""));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(name + " must be " + wanted, e);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
