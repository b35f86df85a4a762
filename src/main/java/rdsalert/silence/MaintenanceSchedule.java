package rdsalert.silence;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import rdsalert.rule.Require;

/**
 * Hours that come back every week, such as Saturdays from 22:00 for four hours in Berlin.
 *
 * <p>The start is what a clock on the wall there shows, summer or winter; the length is elapsed
 * time. A start that the clock skips in spring is as much later as it skips, and one that it shows
 * twice in autumn counts the first time.
 *
 * @param weekdays the days on which it starts
 * @param length more than nothing, at most {@link #LONGEST}
 */
public record MaintenanceSchedule(
    Set<DayOfWeek> weekdays, LocalTime start, Duration length, ZoneId zone) {
  /** A longer one is no maintenance but a habit, and needs no schedule. */
  public static final Duration LONGEST = Duration.ofHours(24);

  public MaintenanceSchedule {
    Require.that(!weekdays.isEmpty(), "weekdays must name at least one day");
    Require.that(length.isPositive(), "length must be more than nothing");
    Require.that(length.compareTo(LONGEST) <= 0, "length must be at most 24 hours");
    weekdays = Set.copyOf(EnumSet.copyOf(weekdays));
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
