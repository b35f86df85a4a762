package rdsalert.briefing;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalInt;
import rdsalert.rule.DetectionRule;
import rdsalert.text.Times;

/**
 * Where an alert stands in its window: the window's bounds, how many alerts it lets through, and
 * which of them this is.
 *
 * @param number counted from 1; empty for an alert that an earlier run admitted before it died
 * @param cap the most alerts the window lets through; {@link Integer#MAX_VALUE} means no cap
 */
public record Position(Instant start, Instant end, OptionalInt number, int cap) {
  public boolean capped() {
    return cap != Integer.MAX_VALUE;
  }

  /** Such as {@code alert 7 of at most 100 until 10:40Z}. */
  public String words() {
    String which = number.isPresent() ? "alert " + number.getAsInt() : "one";
    if (!capped()) {
      return number.isPresent() ? which + ", no cap" : "no cap";
    }
    String place = which + " of at most " + cap + " until " + Times.clock(end);
    return number.isPresent() && number.getAsInt() == cap
        ? place + ": the last; more are held, counted and listed in a digest"
        : place;
  }

  /** Such as {@code 09:30Z to 09:40Z}. */
  public String windowWords() {
    return Times.clock(start) + " to " + Times.clock(end);
  }

  /** The window of a rule, as the ids of messages name it. */
  String nameFor(DetectionRule rule) {
    String length = Duration.between(start, end).toString();
    return rule.id().toLowerCase(Locale.ROOT) + ":" + start + "/" + length;
  }
}
