package rdsalert.wire;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import rdsalert.wire.Fault.Reply;

/**
 * How bad the network is for a while.
 *
 * @param store what may befall a call to DynamoDB, and {@code topic} one to SNS
 * @param percent how likely it is for each call
 */
record Weather(List<Fault> store, List<Fault> topic, int percent) {
  private static final Fault LATE = Fault.late(Duration.ofMillis(300));
  private static final Fault SLOW = Fault.slow(Duration.ofMillis(300));
  private static final List<Fault> ALL =
      List.of(
          Fault.LOST_REQUEST,
          Fault.LOST_ANSWER,
          Fault.CUT_ANSWER,
          Fault.ERROR_500,
          Fault.ERROR_503,
          Fault.ERROR_500_TAKEN,
          Fault.ERROR_503_TAKEN,
          Fault.THROTTLED,
          LATE,
          SLOW);

  static final Weather CALM = new Weather(ALL, ALL, 0);
  static final Weather ROUGH = new Weather(ALL, ALL, 8);
  static final Weather STORM = new Weather(ALL, ALL, 35);
  static final Weather STORE_IS_DOWN =
      new Weather(List.of(Fault.ERROR_500, Fault.LOST_REQUEST), ALL, 90);
  static final Weather TOPIC_IS_DEAF =
      new Weather(ALL, List.of(Fault.LOST_ANSWER, Fault.ERROR_500_TAKEN), 90);
  static final Weather DEADLY =
      new Weather(
          List.of(Fault.DEATH_BEFORE, Fault.DEATH_AFTER),
          List.of(Fault.DEATH_BEFORE, Fault.DEATH_AFTER),
          6);

  /** Any of them, the usual more often. */
  static Weather any(Random random) {
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> CALM;
      case 3, 4, 5 -> ROUGH;
      case 6, 7 -> STORM;
      case 8 -> STORE_IS_DOWN;
      case 9, 10 -> TOPIC_IS_DEAF;
      default -> DEADLY;
    };
  }

  /** What happens to the calls of one run. */
  Faults faults(Random random) {
    Random own = new Random(random.nextLong());
    return (call, number) -> {
      List<Fault> choice = call.isToStore() ? store : topic;
      return own.nextInt(100) < percent ? choice.get(own.nextInt(choice.size())) : Fault.NONE;
    };
  }

  /** Whether processes die in it. */
  boolean kills() {
    return topic.stream().anyMatch(fault -> fault.reply() == Reply.DEATH);
  }
}
