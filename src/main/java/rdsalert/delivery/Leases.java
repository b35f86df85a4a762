package rdsalert.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a run may work on an entry before another may take it over: till a little after it must
 * be dead, and never later than {@link #LONGEST} and {@link #MARGIN} after it took the entry; so a
 * window's digest is complete that long after the window has closed.
 */
final class Leases {
  /** The longest a run holds an entry; a run that has more time left gives up after this. */
  static final Duration LONGEST = Duration.ofMinutes(2);

  /** What clocks that are set by the same store may differ, with plenty to spare. */
  static final Duration MARGIN = Duration.ofSeconds(5);

  private Leases() {}

  static Instant until(Instant now, TimeLeft left) {
    Duration length = left.isAtLeast(LONGEST) ? LONGEST : left.now();
    return now.plus(length).plus(MARGIN);
  }

  /** When everything that a window holds has been noted. */
  static Instant digestDue(Window window) {
    return window.end().plus(LONGEST).plus(MARGIN).plus(MARGIN);
  }

  /** Whether a run may still act on its lease. */
  static boolean holds(Claim.Granted claim, Instant now) {
    return now.plus(MARGIN).isBefore(claim.leaseUntil());
  }
}
