package rdsalert.alert;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rdsalert.rule.DetectionRule;

/**
 * Tells, once a window is closed, what was held back in it.
 *
 * @param place the window's bounds and cap
 * @param held how many alerts were held, all of them counted
 * @param earliest the earliest event time among them, and {@code latest} the latest
 * @param actors how many were held by actor, the most active first; at most {@link #MOST_ACTORS} of
 *     them, {@code otherActors} counts the rest
 * @param first the first held alerts in the order of their arrival; at most {@link #MOST_LINES}
 * @param excepted what exceptions silenced in the window, beside what was held
 * @param listing where all of them are kept; null where there is no such place
 */
public record Digest(
    DetectionRule rule,
    Place place,
    int held,
    Instant earliest,
    Instant latest,
    List<ActorCount> actors,
    int otherActors,
    Map<String, Integer> regions,
    Map<String, Integer> accounts,
    List<HeldAlert> first,
    Excepted excepted,
    @Nullable Listing listing,
    Instant raisedAt) {

  /** The most actors that are named one by one. */
  public static final int MOST_ACTORS = 10;

  /** The most held alerts that are listed one by one. */
  public static final int MOST_LINES = 20;

  public Digest {
    actors = List.copyOf(actors);
    regions = Map.copyOf(regions);
    accounts = Map.copyOf(accounts);
    first = List.copyOf(first);
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
