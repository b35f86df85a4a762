package rdsalert.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {
  private static final Span SPAN =
      new Span(Instant.parse("2026-01-31T09:30:00Z"), Instant.parse("2026-02-01T00:00:00Z"));

  /** A call may be filed under the day after it, and a span may begin in the middle of a day. */
  @ParameterizedTest
  @CsvSource({"2026-01-30, false", "2026-01-31, true", "2026-02-01, true", "2026-02-02, false"})
  void mayHaveCallsInTheFoldersOfItsDaysAndTheNext(String day, boolean may) {
    assertThat(SPAN.mayBeFiledOn(Span.moment(day))).isEqualTo(may);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T09:29:59.999Z, false",
    "2026-01-31T09:30:00Z, true",
    "2026-01-31T23:59:59.999Z, true",
    "2026-02-01T00:00:00Z, false"
  })
  void holdsItsFirstMomentAndNotItsLast(Instant time, boolean holds) {
    assertThat(SPAN.holds(time)).isEqualTo(holds);
  }
}
