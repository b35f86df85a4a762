package rdsalert.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaintenanceScheduleTest {
  @ParameterizedTest(name = "{0} {1} for {2} in {3} covers {4}: {5}")
  @CsvSource({
    // Winter in Berlin is one hour ahead of UTC. 2026-01-31 is a Saturday.
    "SATURDAY, 22:00, PT4H, Europe/Berlin, 2026-01-31T20:59:59Z, false",
    "SATURDAY, 22:00, PT4H, Europe/Berlin, 2026-01-31T21:00:00Z, true",
    "SATURDAY, 22:00, PT4H, Europe/Berlin, 2026-02-01T00:59:59Z, true", // on Sunday morning
    "SATURDAY, 22:00, PT4H, Europe/Berlin, 2026-02-01T01:00:00Z, false",
    "SUNDAY,   22:00, PT4H, Europe/Berlin, 2026-02-01T00:30:00Z, false", // began on Saturday
    "SATURDAY, 22:00, PT4H, Europe/Berlin, 2026-01-28T21:00:00Z, false", // on a Wednesday
    // In summer the same wall clock is two hours ahead. 2026-07-04 is a Saturday.
    "SATURDAY, 22:00, PT4H, Europe/Berlin, 2026-07-04T19:59:59Z, false",
    "SATURDAY, 22:00, PT4H, Europe/Berlin, 2026-07-04T20:00:00Z, true",
    // The night of 2026-03-29: the clock goes from 02:00 to 03:00.
    "SUNDAY, 01:00, PT2H, Europe/Berlin, 2026-03-29T01:59:59Z, true", // 03:59:59 on the wall
    "SUNDAY, 01:00, PT2H, Europe/Berlin, 2026-03-29T02:00:00Z, false",
    "SUNDAY, 02:30, PT1H, Europe/Berlin, 2026-03-29T01:29:59Z, false", // 02:30 is skipped
    "SUNDAY, 02:30, PT1H, Europe/Berlin, 2026-03-29T01:30:00Z, true", // 03:30 on the wall
    "SUNDAY, 02:30, PT1H, Europe/Berlin, 2026-03-29T02:30:00Z, false",
    // The night of 2026-10-25: the clock goes from 03:00 back to 02:00, so 02:30 comes twice.
    "SUNDAY, 02:30, PT1H, Europe/Berlin, 2026-10-25T00:30:00Z, true",
    "SUNDAY, 02:30, PT1H, Europe/Berlin, 2026-10-25T01:29:59Z, true",
    "SUNDAY, 02:30, PT1H, Europe/Berlin, 2026-10-25T01:30:00Z, false", // 02:30 again: not again
    // A day long, and west of UTC.
    "FRIDAY, 00:00, PT24H, America/New_York, 2026-01-30T05:00:00Z, true",
    "FRIDAY, 00:00, PT24H, America/New_York, 2026-01-31T04:59:59Z, true",
    "FRIDAY, 00:00, PT24H, America/New_York, 2026-01-31T05:00:00Z, false",
    // A day long over a Sunday of 23 hours: it ends on Monday, 00:30 on the wall.
    "SATURDAY, 23:30, PT24H, Europe/Berlin, 2026-03-28T22:30:00Z, true",
    "SATURDAY, 23:30, PT24H, Europe/Berlin, 2026-03-29T22:00:00Z, true",
    "SATURDAY, 23:30, PT24H, Europe/Berlin, 2026-03-29T22:29:59Z, true",
    "SATURDAY, 23:30, PT24H, Europe/Berlin, 2026-03-29T22:30:00Z, false",
    // Samoa went without Friday, 2011-12-30: its hours are Saturday's.
    "FRIDAY, 22:00, PT24H, Pacific/Apia, 2011-12-31T08:00:00Z, true", // Saturday, 22:00 there
    "FRIDAY, 22:00, PT24H, Pacific/Apia, 2012-01-01T07:59:59Z, true",
    "FRIDAY, 22:00, PT24H, Pacific/Apia, 2012-01-01T08:00:00Z, false",
    "FRIDAY, 23:59, PT1M, UTC, 2026-01-30T23:59:30Z, true",
    "FRIDAY, 23:59, PT1M, UTC, 2026-01-31T00:00:00Z, false",
  })
  void coversWhatAClockOnTheWallSays(
      DayOfWeek day,
      LocalTime start,
      Duration length,
      String zone,
      Instant moment,
      boolean covers) {
    var schedule = new MaintenanceSchedule(Set.of(day), start, length, ZoneId.of(zone));

    assertThat(schedule.covers(moment)).isEqualTo(covers);
  }

  @Test
  void refusesHoursThatAreNone() {
    assertThatThrownBy(() -> lasting(Duration.ZERO))
        .hasMessage("length must be more than zero, such as PT2H30M");
    assertThatThrownBy(() -> lasting(Duration.ofMinutes(-1)))
        .hasMessage("length must be more than zero, such as PT2H30M");
    assertThatThrownBy(() -> lasting(Duration.ofHours(24).plusSeconds(1)))
        .hasMessage("length must be at most 24 hours");
  }

  private static MaintenanceSchedule lasting(Duration length) {
    return new MaintenanceSchedule(
        Set.of(DayOfWeek.MONDAY), LocalTime.NOON, length, ZoneId.of("UTC"));
  }
}
