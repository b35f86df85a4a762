package rdsalert.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rdsalert.alert.Digest;
import rdsalert.alert.Digest.ActorCount;
import rdsalert.alert.HeldAlert;
import rdsalert.alert.Place;
import rdsalert.rule.DetectionRule;

/** Counts held alerts one by one; what it keeps grows with the number of actors, not of alerts. */
final class Tally implements Consumer<HeldAlert> {
  private final Map<String, ActorCount> actors = new LinkedHashMap<>();
  private final Map<String, Integer> regions = new TreeMap<>();
  private final Map<String, Integer> accounts = new TreeMap<>();
  private final List<HeldAlert> first = new ArrayList<>();
  private final Map<String, Integer> excepted = new TreeMap<>();
  private int held;
  private int silenced;
  private Instant earliest = Instant.MAX;
  private Instant latest = Instant.MIN;

  @Override
  public void accept(HeldAlert alert) {
    held++;
    earliest = alert.eventTime().isBefore(earliest) ? alert.eventTime() : earliest;
    latest = alert.eventTime().isAfter(latest) ? alert.eventTime() : latest;
    actors.merge(
        alert.actor(),
        new ActorCount(alert.actor(), alert.actorName(), 1),
        (old, one) -> new ActorCount(old.actor(), old.name(), old.held() + one.held()));
    regions.merge(alert.region(), 1, Integer::sum);
    accounts.merge(alert.account(), 1, Integer::sum);
    if (first.size() < Digest.MOST_LINES) {
      first.add(alert);
    }
  }

  /** Counts one alert that an exception silenced; false if enough are counted. */
  boolean excepted(String exceptionId) {
    excepted.merge(exceptionId, 1, Integer::sum);
    return ++silenced < Digest.Excepted.MOST_COUNTED;
  }

  /** How many alerts were counted. */
  int held() {
    return held;
  }

  /** Whether nothing was held, so that there is nothing to tell. */
  boolean isEmpty() {
    return held == 0;
  }

  /** What was counted; only if it is not empty. */
  Digest digest(DetectionRule rule, Place place, Digest.@Nullable Listing listing, Instant now) {
    List<ActorCount> named = mostActive();
    return new Digest(
        rule,
        place,
        held,
        earliest,
        latest,
        named,
        actors.size() - named.size(),
        regions,
        accounts,
        first,
        new Digest.Excepted(excepted, silenced < Digest.Excepted.MOST_COUNTED),
        listing,
        now);
  }

  private List<ActorCount> mostActive() {
    return actors.values().stream()
        .sorted(Comparator.comparingInt(ActorCount::held).reversed())
        .limit(Digest.MOST_ACTORS)
        .toList();
  }
}
