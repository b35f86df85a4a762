package rdsalert.alert;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * Where an alert stands in its window: the window's bounds, how many alerts it lets through, and
 * which of them this is.
 *
 * @param number counted from 1; empty for an alert that an earlier run admitted before it died
 * @param cap the most alerts the window lets through; {@link Integer#MAX_VALUE} means no cap
 */
public record Place(Instant start, Instant end, OptionalInt number, int cap) {
  /** Whether there is a cap at all. */
  public boolean capped() {
    return cap != Integer.MAX_VALUE;
  }

  /** Whether this is the last alert that its window lets through. */
  public boolean last() {
    return number.isPresent() && number.getAsInt() == cap;
  }
}
