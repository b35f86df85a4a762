package rdsalert.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Alert.Gravity;
import rdsalert.briefing.Alert.Position;
import rdsalert.briefing.Digest;
import rdsalert.briefing.Digest.ActorCount;
import rdsalert.briefing.Digest.UrgentCalls;
import rdsalert.briefing.HeldAlert;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;

/** Counts held alerts one by one. */
final class Tally {
  /** More are not listed, as each may have another caller; the ledger has counted them all. */
  static final int MOST = 50_000;

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
  private int held;
  private int silenced;
  private @Nullable Instant earliest;
  private @Nullable Instant latest;

  void accept(HeldAlert alert) {
    Instant time = alert.eventTime();
    Gravity gravity = alert.gravity();
    held++;
    earliest = earliest == null || time.isBefore(earliest) ? time : earliest;
    latest = latest == null || time.isAfter(latest) ? time : latest;
    if (first.size() < Digest.MOST_LINES) {
      first.add(alert);
    }
    regions.merge(alert.region(), 1, Integer::sum);
    accounts.merge(alert.account(), 1, Integer::sum);
    if (!gravity.equals(Gravity.unknown())) {
      ruleIds.merge(gravity.ruleId(), 1, Integer::sum);
    }
    ActorCount caller = new ActorCount(alert.actor(), alert.actorName(), 1);
    actors.merge(alert.actor(), caller, Tally::sum);
    // The earliest call of each caller for each cause, so that a flood hides no other caller.
    if (gravity.isUrgent()) {
      String kind = gravity.causes() + " " + gravity.ruleId() + " " + alert.actor();
      urgent.merge(kind, new UrgentCalls(alert, 1), Tally::sum);
    }
  }

  private static ActorCount sum(ActorCount old, ActorCount one) {
    return new ActorCount(old.actor(), old.name(), old.held() + one.held());
  }

  private static UrgentCalls sum(UrgentCalls old, UrgentCalls one) {
    boolean earlier = one.first().eventTime().isBefore(old.first().eventTime());
    return new UrgentCalls(earlier ? one.first() : old.first(), old.calls() + one.calls());
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
      RuleCatalog rules, Position place, Digest.Held numbers, Digest.Listing listing, Instant now) {
    List<ActorCount> named = rarest();
    return new Digest(
        rulesOf(rules),
        place,
        numbers,
        new Digest.Calls(
            earliest == null ? place.start() : earliest,
            latest == null ? place.end() : latest,
            urgent.values().stream().sorted(MOST_URGENT_FIRST).limit(Digest.MOST_URGENT).toList(),
            first),
        new Digest.Callers(named, actors.size() - named.size()),
        new Digest.Counts(
            regions, accounts, byName(rules), excepted, silenced < Digest.Counts.MOST_EXCEPTED),
        listing,
        now);
  }

  private List<DetectionRule> rulesOf(RuleCatalog rules) {
    List<DetectionRule> known =
        rules.rules().stream()
            .filter(rule -> ruleIds.containsKey(rule.id()))
            .sorted(DetectionRule.GRAVEST_FIRST)
            .toList();
    return known.isEmpty() ? List.of(rules.findOrLeast("")) : known;
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
