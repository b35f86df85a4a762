package rdsalert.delivery;

import java.time.Instant;

/** Lets time pass. */
@FunctionalInterface
public interface Pause {
  /** Returns at the given instant or a little later. */
  void until(Instant instant);
}
