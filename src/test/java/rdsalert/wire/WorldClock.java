package rdsalert.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The time that services tell. It runs as fast as real time, and leaps when told, so that hours are
 * played in seconds. A machine's own clock, which stays real, is wrong by the difference.
 */
final class WorldClock implements InstantSource {
  private static final DateTimeFormatter HEADER =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private volatile Reading reading;

  private record Reading(Instant then, long tick, int leaps) {}

  WorldClock(Instant start) {
    this.reading = new Reading(start, System.nanoTime(), 0);
  }

  @Override
  public Instant instant() {
    Reading last = reading;
    return last.then().plusNanos(System.nanoTime() - last.tick());
  }

  /** How often it has leapt. */
  int leaps() {
    return reading.leaps();
  }

  /** Leaps to a time; one that is over already stays over. */
  synchronized void leapTo(Instant time) {
    if (time.isAfter(instant())) {
      reading = new Reading(time, System.nanoTime(), reading.leaps() + 1);
    }
  }

  void leap(Duration duration) {
    leapTo(instant().plus(duration));
  }

  /** The present time as an HTTP header has it. */
  String header() {
    return HEADER.format(instant());
  }
}
