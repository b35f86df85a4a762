package rdsalert.local;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silence;
import rdsalert.silence.SilenceStatus;
import rdsalert.silence.Silences;
import rdsalert.silence.Silences.Verdict;

/** Which of some events each exception would cover, and how many would still alert. */
final class SilencedEvents implements Hunt.Visitor {
  private final RuleCatalog rules;
  private final Silences exceptions;
  private final Instant now;
  private final List<SilenceStatus> statuses;
  private final Map<Integer, Coverage> coverages = new HashMap<>();
  private int events;
  private int hits;
  private int alerts;

  SilencedEvents(RuleCatalog rules, Silences exceptions, Instant now) {
    this.rules = rules;
    this.exceptions = exceptions;
    this.now = now;
    this.statuses = exceptions.statuses(now);
  }

  /** Which hits the pattern of one exception matches, and which of these it would cover. */
  private static final class Coverage {
    private static final int MOST_NAMED = 10;

    private final List<String> named = new ArrayList<>();
    private int matched;
    private int silenced;

    void add(String where, String note, boolean silences) {
      matched++;
      silenced += silences ? 1 : 0;
      if (named.size() < MOST_NAMED) {
        named.add("  " + Terminal.oneLine(where) + note);
      }
    }

    private List<String> lines(boolean on, int hits) {
      int left = matched - silenced;
      String leaves = "; leaves " + Terminal.number(left) + " alone that its pattern matches";
      List<String> lines = new ArrayList<>(named);
      lines.addFirst(
          on
              ? "would cover " + Terminal.share(silenced, hits, "hit") + (left > 0 ? leaves : "")
              : "its pattern matches " + Terminal.share(matched, hits, "hit"));
      if (matched > named.size()) {
        lines.add("  and " + Terminal.number(matched - named.size()) + " more");
      }
      return lines;
    }
  }

  /** Looks at a file, or at every file of a folder, and complains if there is no event. */
  void look(String given, Complaints complaints) {
    int before = complaints.count();
    Hunt.visit(List.of(given), ScopeOption.everything(), this, complaints);
    if (events == 0 && complaints.count() == before) {
      complaints.add(given + ": no event was found");
    }
  }

  @Override
  public void event(String where, ManagementEvent event) {
    events++;
    rules.rules().stream()
        .filter(rule -> rule.pattern().matches(event))
        .forEach(rule -> hit(where, rule, event));
  }

  @Override
  public void noCall(String where, String what) {
    // Nothing that an exception could silence.
  }

  private void hit(String where, DetectionRule rule, ManagementEvent event) {
    hits++;
    String by = "";
    for (var each : exceptions.judgeEach(rule, event, now).entrySet()) {
      int place = each.getKey();
      Coverage coverage = coverages.computeIfAbsent(place, _ -> new Coverage());
      switch (each.getValue()) {
        case Verdict.Silenced(Silence exception) -> {
          coverage.add(where, by.isEmpty() ? "" : ", which " + by + " silences already", true);
          by = by.isEmpty() ? exception.id() : by;
        }
        case Verdict.Raised(var remarks) ->
            coverage.add(where, isOn(place) ? ", but it " + remarks.getFirst().why() : "", false);
      }
    }
    alerts += by.isEmpty() ? 1 : 0;
  }

  private boolean isOn(int place) {
    return statuses.get(place) instanceof SilenceStatus.On;
  }

  List<SilenceStatus> statuses() {
    return statuses;
  }

  boolean any() {
    return events > 0;
  }

  /** What the entry at a place, counted from 0, would cover; nothing if that says nothing new. */
  List<String> of(int place) {
    Coverage coverage = coverages.getOrDefault(place, new Coverage());
    boolean idle = isOn(place) ? hits == 0 : coverage.matched == 0;
    return idle ? List.of() : coverage.lines(isOn(place), hits);
  }

  /** Such as {@code 10 of 12 hits would still alert (14 events read)}. */
  String sum() {
    String read = Terminal.count(events, "event");
    return hits == 0
        ? "no hit in " + read + ": no rule matches, so there is nothing to silence"
        : Terminal.share(alerts, hits, "hit") + " would still alert (" + read + " read)";
  }
}
