package rdsalert.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Digest;
import rdsalert.briefing.Digest.ActorCount;
import rdsalert.briefing.Digest.UrgentCalls;
import rdsalert.briefing.Gravity;
import rdsalert.briefing.HeldAlert;
import rdsalert.briefing.Position;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;

/** Counts held alerts one by one; what it keeps does not grow with their number. */
final class Tally implements Consumer<HeldAlert> {
  /** More callers than these are counted, and not told apart. */
  private static final int MOST_APART = 10_000;

  /** Root first, then the rarest callers, as a flood hides one call among many. */
  private static final Comparator<UrgentCalls> MOST_URGENT_FIRST =
      Comparator.comparingInt((UrgentCalls calls) -> calls.first().gravity().isRoot() ? 0 : 1)
          .thenComparingInt(UrgentCalls::calls)
          .thenComparingInt(calls -> -calls.first().gravity().riskScore())
          .thenComparing(calls -> calls.first().eventTime());

  private final Map<String, ActorCount> actors = new HashMap<>();
  private final Map<String, Integer> regions = new TreeMap<>();
  private final Map<String, Integer> accounts = new TreeMap<>();
  private final Map<String, Integer> ruleIds = new TreeMap<>();
  private final List<HeldAlert> first = new ArrayList<>();
  private final Map<String, UrgentCalls> urgent = new HashMap<>();
  private final Map<String, Integer> excepted = new TreeMap<>();
  private Gravity gravest = Gravity.unknown();
  private int held;
  private int silenced;
  private int notApart;
  private @Nullable Instant earliest;
  private @Nullable Instant latest;

  @Override
  public void accept(HeldAlert alert) {
    held++;
    earliest =
        earliest == null || alert.eventTime().isBefore(earliest) ? alert.eventTime() : earliest;
    latest = latest == null || alert.eventTime().isAfter(latest) ? alert.eventTime() : latest;
    count(alert);
    if (first.size() < Digest.MOST_LINES) {
      first.add(alert);
    }
    if (alert.gravity().isUrgent()) {
      addUrgent(alert);
    }
    if (alert.gravity().riskScore() > gravest.riskScore()) {
      gravest = alert.gravity();
    }
  }

  private void count(HeldAlert alert) {
    if (actors.containsKey(alert.actor()) || actors.size() < MOST_APART) {
      actors.merge(
          alert.actor(),
          new ActorCount(alert.actor(), alert.actorName(), 1),
          (old, one) -> new ActorCount(old.actor(), old.name(), old.held() + one.held()));
    } else {
      notApart++;
    }
    count(regions, alert.region());
    count(accounts, alert.account());
    if (!alert.gravity().equals(Gravity.unknown())) {
      count(ruleIds, alert.gravity().ruleId());
    }
  }

  private static void count(Map<String, Integer> counts, String name) {
    if (counts.containsKey(name) || counts.size() < MOST_APART) {
      counts.merge(name, 1, Integer::sum);
    }
  }

  /** The first call of each caller for each cause, so that a flood hides no other caller. */
  private void addUrgent(HeldAlert alert) {
    String kind = alert.gravity().causes() + " " + alert.gravity().ruleId() + " " + alert.actor();
    if (urgent.containsKey(kind) || urgent.size() < MOST_APART) {
      urgent.merge(
          kind,
          new UrgentCalls(alert, 1),
          (old, one) -> new UrgentCalls(old.first(), old.calls() + 1));
    }
  }

  /** Counts an alert of which nothing else can be read. */
  void unreadable() {
    held++;
    notApart++;
  }

  /** Counts one alert that an exception silenced; false if enough are counted. */
  boolean excepted(String exceptionId) {
    excepted.merge(exceptionId, 1, Integer::sum);
    return ++silenced < Digest.Counts.MOST_EXCEPTED;
  }

  int held() {
    return held;
  }

  /** What was counted, and how that compares with what the ledger counted itself. */
  Digest digest(
      RuleCatalog rules,
      Position place,
      Digest.Held numbers,
      Digest.@Nullable Listing listing,
      Instant now) {
    List<ActorCount> named = rarest();
    return new Digest(
        rules.findOrLeast(gravest.ruleId()),
        place,
        numbers,
        new Digest.Calls(
            earliest == null ? place.start() : earliest,
            latest == null ? place.end() : latest,
            urgent.values().stream().sorted(MOST_URGENT_FIRST).limit(Digest.MOST_URGENT).toList(),
            first),
        new Digest.Callers(named, actors.size() - named.size(), notApart),
        new Digest.Counts(
            regions, accounts, byName(rules), excepted, silenced < Digest.Counts.MOST_EXCEPTED),
        listing,
        now);
  }

  private Map<String, Integer> byName(RuleCatalog rules) {
    Map<String, Integer> counts = new TreeMap<>();
    ruleIds.forEach(
        (id, count) ->
            counts.merge(rules.find(id).map(DetectionRule::name).orElse(id), count, Integer::sum));
    return counts;
  }

  private List<ActorCount> rarest() {
    return actors.values().stream()
        .sorted(Comparator.comparingInt(ActorCount::held).thenComparing(ActorCount::actor))
        .limit(Digest.MOST_ACTORS)
        .toList();
  }
}
