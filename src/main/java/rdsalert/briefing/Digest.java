package rdsalert.briefing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Alert.Position;
import rdsalert.rule.DetectionRule;

/**
 * Tells, once a window is closed, what was held back in it.
 *
 * @param rules those of what was held, the gravest first
 * @param held how many alerts were held, and how many of them are listed
 * @param listing where all of them are kept
 */
public record Digest(
    List<DetectionRule> rules,
    Position position,
    Held held,
    Calls calls,
    Callers callers,
    Counts counts,
    Listing listing,
    Instant raisedAt)
    implements WindowReport {

  public static final int MOST_ACTORS = 10;

  public static final int MOST_URGENT = 10;

  public static final int MOST_LINES = 20;

  @Override
  public DetectionRule rule() {
    return rules.getFirst();
  }

  /** The rule of one of the held alerts; empty if it is no longer known. */
  public Optional<DetectionRule> ruleOf(HeldAlert held) {
    String id = held.gravity().ruleId();
    return rules.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /**
   * How many alerts were held.
   *
   * @param counted as the ledger counted them before they were held: never too low
   * @param listed how many of them its index lists
   * @param toldBefore how many an earlier digest of the window listed; empty if there was none
   * @param more whether a later digest completes this one
   */
  public record Held(int counted, int listed, OptionalInt toldBefore, boolean more) {
    /** The number to tell: exact, or the most that it can be. */
    public int number() {
      return Math.max(counted, listed);
    }

    public boolean isExact() {
      return listed >= counted;
    }
  }

  /**
   * The calls of the held alerts.
   *
   * @param urgent what goes before others, root first, then the rarest callers; at most {@link
   *     #MOST_URGENT}
   * @param first the first held alerts as the ledger lists them, what is urgent before the rest; at
   *     most {@link #MOST_LINES}
   */
  public record Calls(
      Instant earliest, Instant latest, List<UrgentCalls> urgent, List<HeldAlert> first) {}

  /** The earliest urgent call of one caller for one cause, and how many there are. */
  public record UrgentCalls(HeldAlert first, int calls) {}

  /**
   * Who called.
   *
   * @param named the rarest first, as a flood hides one call among many; at most {@link
   *     #MOST_ACTORS}
   * @param others how many there are besides
   */
  public record Callers(List<ActorCount> named, int others) {
    public int count() {
      return named.size() + others;
    }
  }

  public record ActorCount(String actor, String name, int held) {}

  /**
   * How many alerts were held by Region, by account and by the rule's name, and how many each
   * exception silenced besides.
   *
   * @param allExcepted whether all silenced ones were counted
   */
  public record Counts(
      Map<String, Integer> regions,
      Map<String, Integer> accounts,
      Map<String, Integer> rules,
      Map<String, Integer> excepted,
      boolean allExcepted) {
    /** More silenced ones than a digest has to tell apart. */
    public static final int MOST_EXCEPTED = 10_000;
  }

  /** A partition of an index of the ledger's table; in which Region, if that is known. */
  public record Listing(
      String table, String index, String partitionKey, String partition, @Nullable String region) {}
}
