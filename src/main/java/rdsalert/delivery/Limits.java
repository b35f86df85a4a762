package rdsalert.delivery;

import java.time.Duration;
import rdsalert.rule.Require;

/**
 * How much gets through: in each window the cap, of which a {@link Share} is kept in reserve; in
 * each second so many publishes, over all runs. An event older than the look-back is late.
 */
public record Limits(int cap, int reserve, int perSecond, Duration window, Duration lookBack) {
  /** A cap that is never reached. */
  public static final int NO_CAP = Integer.MAX_VALUE;

  /** As many publishes a second as come. */
  public static final int NO_PACE = Integer.MAX_VALUE;

  public Limits {
    Require.that(cap >= 1, "cap must be at least 1 but is " + cap);
    Require.that(reserve >= 0 && reserve < cap, "reserve must be 0 to cap - 1 but is " + reserve);
    Require.that(perSecond >= 1, "perSecond must be at least 1 but is " + perSecond);
  }

  public boolean capped() {
    return cap != NO_CAP;
  }
}
