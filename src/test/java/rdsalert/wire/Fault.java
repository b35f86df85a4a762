package rdsalert.wire;

import java.time.Duration;

/**
 * What happens to one call.
 *
 * @param before how long it takes to reach the service
 * @param taken whether it takes effect
 * @param after how long the answer takes
 * @param reply what the caller gets
 */
record Fault(Duration before, boolean taken, Duration after, Reply reply) {
  static final Fault NONE = of(true, Reply.ANSWER);
  static final Fault LOST_REQUEST = of(false, Reply.RESET);
  static final Fault LOST_ANSWER = of(true, Reply.RESET);
  static final Fault CUT_ANSWER = of(true, Reply.CUT);
  static final Fault ERROR_500 = of(false, Reply.ERROR_500);
  static final Fault ERROR_503 = of(false, Reply.ERROR_503);
  static final Fault ERROR_500_TAKEN = of(true, Reply.ERROR_500);
  static final Fault ERROR_503_TAKEN = of(true, Reply.ERROR_503);
  static final Fault THROTTLED = of(false, Reply.THROTTLE);
  static final Fault HANGS = of(false, Reply.SILENCE);
  static final Fault TAKEN_AND_HANGS = of(true, Reply.SILENCE);
  static final Fault DEATH_BEFORE = of(false, Reply.DEATH);
  static final Fault DEATH_AFTER = of(true, Reply.DEATH);

  /** What the caller gets. */
  enum Reply {
    ANSWER,
    ERROR_500,
    ERROR_503,
    THROTTLE,
    /** Half of the answer's body, and then the connection is reset. */
    CUT,
    RESET,
    /** Nothing, and the connection stays open. */
    SILENCE,
    /** The calling process is killed. */
    DEATH
  }

  private static Fault of(boolean taken, Reply reply) {
    return new Fault(Duration.ZERO, taken, Duration.ZERO, reply);
  }

  /** It takes effect at once, but the answer comes late. */
  static Fault late(Duration after) {
    return new Fault(Duration.ZERO, true, after, Reply.ANSWER);
  }

  /** It takes effect late. */
  static Fault slow(Duration before) {
    return new Fault(before, true, Duration.ZERO, Reply.ANSWER);
  }

  /** Whether the caller may believe that it failed, though it took effect. */
  boolean leavesInDoubt() {
    return taken && (reply != Reply.ANSWER || !after.isZero() || !before.isZero());
  }
}
