package rdsalert.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Any span of time fits on a screen. */
class TimelineTest {
  @ParameterizedTest
  @CsvSource({
    "2026-01-31T09:34:27Z, 2026-01-31T09:34:27Z, hour, 1, 2026-01-31 09:00",
    "2026-01-31T09:59:59Z, 2026-01-31T10:00:00Z, hour, 2, 2026-01-31 09:00",
    "2026-01-31T09:34:27Z, 2026-02-01T09:34:27Z, hour, 25, 2026-01-31 09:00",
    "2026-01-31T09:34:27Z, 2026-02-05T09:34:27Z, 4 hours, 31, 2026-01-31 09:00",
    "2026-01-31T09:34:27Z, 2026-02-16T09:34:26Z, 13 hours, 30, 2026-01-31 09:00",
    "2026-01-31T09:34:27Z, 2026-02-16T09:34:27Z, day, 17, 2026-01-31",
    "2026-01-31T09:34:27Z, 2026-03-10T00:00:00Z, 2 days, 20, 2026-01-31",
    "2023-11-26T09:34:27Z, 2026-11-26T09:34:27Z, 36 days, 31, 2023-11-26",
    "1970-01-01T00:00:00Z, 9999-12-31T23:59:59Z, 94610 days, 31, 1970-01-01",
  })
  void isDividedIntoPartsOfAHandyLength(
      String first, String last, String step, int parts, String label) {
    Timeline timeline = Timeline.of(Instant.parse(first), Instant.parse(last));

    assertThat(timeline.stepWords()).isEqualTo(step);
    assertThat(timeline.parts()).isEqualTo(parts);
    assertThat(timeline.label(0)).isEqualTo(label);
    assertThat(timeline.part(Instant.parse(first))).isZero();
    assertThat(timeline.part(Instant.parse(last))).isEqualTo(parts - 1);
  }
}
