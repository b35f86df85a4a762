package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.delivery.Window.Limits;

class WindowTest {
  @ParameterizedTest
  @CsvSource({
    "2026-03-01T10:00:00Z, 10, 2026-03-01T10:00:00Z",
    "2026-03-01T10:09:59.999Z, 10, 2026-03-01T10:00:00Z",
    "2026-03-01T10:10:00Z, 10, 2026-03-01T10:10:00Z",
    "2026-03-01T23:59:59Z, 1440, 2026-03-01T00:00:00Z",
    "2026-03-01T10:00:30Z, 1, 2026-03-01T10:00:00Z",
    "2026-03-01T10:00:00Z, 7, 2026-03-01T09:54:00Z",
    "1969-12-31T23:59:59Z, 10, 1969-12-31T23:50:00Z"
  })
  void alignsToTheEpoch(Instant instant, int minutes, Instant start) {
    assertThat(Window.at(instant, Duration.ofMinutes(minutes)).start()).isEqualTo(start);
  }

  @Test
  void hasALength() {
    assertThatThrownBy(() -> new Window(Instant.EPOCH, Duration.ZERO))
        .hasMessage("a window's length must be positive but is PT0S");
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1", "5, 5, 1", "5, -1, 1", "5, 0, 0"})
  void refusesLimitsThatLetNothingThrough(int cap, int reserve, int perSecond) {
    Duration window = Duration.ofMinutes(10);

    assertThatThrownBy(() -> new Limits(cap, reserve, perSecond, window, window))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("(cap|reserve|perSecond) must be .* but is -?\\d+");
  }

  @Test
  void isFoundAgainByItsName() {
    Window window = Window.at(Instant.parse("2026-03-01T10:03:00Z"), Duration.ofMinutes(10));

    assertThat(window.name()).isEqualTo("2026-03-01T10:00:00Z/PT10M");
    assertThat(Window.named(window.name())).isEqualTo(window);
    assertThatThrownBy(() -> Window.named("2026-03-01T10:00:00Z"))
        .hasMessage("not the name of a window: 2026-03-01T10:00:00Z");
  }

  /** An entry of such a name must not stop the sweeps that find it due. */
  @Test
  void hasNoNameThatNeverEnds() {
    assertThatThrownBy(() -> Window.named("2026-01-01T00:00:00Z/PT2562047788015215H"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
