package rdsalert.delivery;

import java.time.Duration;

/** Tells a run how long it may still work before it is ended from outside. */
@FunctionalInterface
public interface TimeLeft {
  /** The time from now to the run's end; negative once it is over. */
  Duration now();

  /** Whether at least this much is left. */
  default boolean isAtLeast(Duration wanted) {
    return now().compareTo(wanted) >= 0;
  }
}
