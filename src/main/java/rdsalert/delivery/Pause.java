package rdsalert.delivery;

import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
public interface Pause {
  /** Returns after the given time or a little later. */
  void pause(Duration duration);
}
