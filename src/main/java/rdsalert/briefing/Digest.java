package rdsalert.briefing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import rdsalert.rule.DetectionRule;
import rdsalert.text.Words;

/**
 * Tells, once a window is closed, what was held back in it.
 *
 * @param held how many alerts were held, and how many of them are listed
 * @param earliest the earliest event time among them, and {@code latest} the latest
 * @param actors how many were held by actor, the rarest first, as a flood hides one call among
 *     many; at most {@link #MOST_ACTORS} of them
 * @param others what is known of the other actors
 * @param urgent what goes before others, root first, then the rarest callers; at most {@link
 *     #MOST_URGENT}
 * @param first the first held alerts in the order of their arrival; at most {@link #MOST_LINES}
 * @param rules how many were held by rule, by the rule's name
 * @param excepted what exceptions silenced in the window, beside what was held
 * @param listing where all of them are kept; null where there is no such place
 */
public record Digest(
    DetectionRule rule,
    Position position,
    Held held,
    Instant earliest,
    Instant latest,
    List<ActorCount> actors,
    Others others,
    Map<String, Integer> regions,
    Map<String, Integer> accounts,
    List<UrgentCalls> urgent,
    List<HeldAlert> first,
    Map<String, Integer> rules,
    Excepted excepted,
    @Nullable Listing listing,
    Instant raisedAt)
    implements WindowReport {

  /** The most actors that are named one by one. */
  public static final int MOST_ACTORS = 10;

  /** The most urgent ones that are named at its head. */
  public static final int MOST_URGENT = 10;

  /** The most held alerts that are listed one by one. */
  public static final int MOST_LINES = 20;

  public Digest {
    actors = List.copyOf(actors);
    regions = Map.copyOf(regions);
    accounts = Map.copyOf(accounts);
    urgent = List.copyOf(urgent);
    first = List.copyOf(first);
    rules = Map.copyOf(rules);
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
    /** All were listed, in one digest. */
    public static Held exactly(int listed) {
      return new Held(listed, listed, OptionalInt.empty(), false);
    }

    /** The number to tell: exact, or the most that it can be. */
    public int number() {
      return Math.max(counted, listed);
    }

    /** Whether the number is exact, because that many are listed. */
    public boolean isExact() {
      return listed >= counted;
    }
  }

  /**
   * How many alerts each exception silenced, by the exception's id.
   *
   * @param complete whether all of them were counted
   */
  public record Excepted(Map<String, Integer> counts, boolean complete) {
    /** More than a digest has to tell apart. */
    public static final int MOST_COUNTED = 10_000;

    public Excepted {
      counts = Map.copyOf(counts);
    }

    /** Nothing was silenced. */
    public static Excepted none() {
      return new Excepted(Map.of(), true);
    }
  }

  /** The first urgent call of one caller for one cause, and how many there are. */
  public record UrgentCalls(HeldAlert first, int calls) {}

  /**
   * The actors that are not named.
   *
   * @param apart how many were told apart
   * @param notApart alerts of still other actors, who were not
   */
  public record Others(int apart, int notApart) {
    /** There are none. */
    public static Others none() {
      return new Others(0, 0);
    }
  }

  /** How many actors there are, such as {@code 3 actors} or {@code more than 10000 actors}. */
  public String actorCount() {
    int known = actors.size() + others.apart();
    return (others.notApart() > 0 ? "more than " : "") + Words.count(known, "actor");
  }

  /** How many alerts of one actor were held. */
  public record ActorCount(String actor, String name, int held) {}

  /**
   * Where the held alerts are kept: a partition of an index of the ledger's table.
   *
   * @param region the Region of the table, null where it is not known
   */
  public record Listing(
      String table, String index, String partitionKey, String partition, @Nullable String region) {}
}
