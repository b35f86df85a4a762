package rdsalert.wire;

import java.time.Duration;
import java.util.Map;

/** How the functions of a world are set. */
record Setup(int cap, int reservePercent, int pace, Duration window) {
  /** How the template sets them, but for the pace, whose seconds are played in real time. */
  static final Setup PLAIN = new Setup(100, 20, 5, Duration.ofMinutes(10));

  Setup cap(int other) {
    return new Setup(other, reservePercent, pace, window);
  }

  Setup pace(int other) {
    return new Setup(cap, reservePercent, other, window);
  }

  Setup reserve(int percent) {
    return new Setup(cap, percent, pace, window);
  }

  Setup window(Duration other) {
    return new Setup(cap, reservePercent, pace, other);
  }

  Map<String, String> environment() {
    return Map.of(
        "ALERT_CAP", String.valueOf(cap),
        "NEW_ACTOR_RESERVE_PERCENT", String.valueOf(reservePercent),
        "PUBLISHES_PER_SECOND", String.valueOf(pace),
        "WINDOW_MINUTES", String.valueOf(window.toMinutes()));
  }
}
