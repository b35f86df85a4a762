package rdsalert.local;

import java.io.PrintStream;
import java.time.Duration;
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
import rdsalert.text.Times;

/**
 * Says of every entry of a file of exceptions whether it is on, why not, and which of some events
 * it would cover, and how many of these would still alert.
 */
final class SilenceCheck implements Hunt.Visitor {
  /** A reason and an owner, each as long as they may be. */
  private static final int LONGEST = 600;

  private final RuleCatalog rules;
  private final Silences exceptions;
  private final Instant now;
  private final PrintStream out;
  private final Complaints complaints;
  private final List<SilenceStatus> statuses;
  private final Map<Integer, Coverage> coverages = new HashMap<>();
  private int events;
  private int hits;
  private int alerts;

  SilenceCheck(
      RuleCatalog rules, Silences exceptions, Instant now, PrintStream out, Complaints complaints) {
    this.rules = rules;
    this.exceptions = exceptions;
    this.now = now;
    this.out = out;
    this.complaints = complaints;
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
  void look(String given) {
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

  /** Prints every entry of a file, and complains of what has to be fixed. */
  void print(String name) {
    int off = (int) statuses.stream().filter(SilenceStatus.Off.class::isInstance).count();
    out.printf(
        "exceptions: %s, %d on, %d off%n", Terminal.oneLine(name), statuses.size() - off, off);
    for (int place = 0; place < statuses.size(); place++) {
      switch (statuses.get(place)) {
        case SilenceStatus.On(Silence exception, Duration left) -> on(exception, left);
        case SilenceStatus.Off entry -> off(named(entry.label(), place), entry.faults());
      }
      covered(place);
    }
    if (events > 0) {
      out.println("  " + sum());
    }
    if (off > 0) {
      String share = Terminal.share(off, statuses.size(), "exception");
      complaints.add(name + ": " + share + " off; what is off silences nothing: fix or remove it");
    }
  }

  /** What the entry at a place would cover; nothing if that says nothing new. */
  private void covered(int place) {
    Coverage coverage = coverages.getOrDefault(place, new Coverage());
    if (isOn(place) ? hits > 0 : coverage.matched > 0) {
      coverage.lines(isOn(place), hits).forEach(this::more);
    }
  }

  /** Such as {@code 10 of 12 hits would still alert (14 events read)}. */
  private String sum() {
    String read = Terminal.count(events, "event");
    return hits == 0
        ? "no hit in " + read + ": no rule matches, so there is nothing to silence"
        : Terminal.share(alerts, hits, "hit") + " would still alert (" + read + " read)";
  }

  /** One more line about the entry that was printed last. */
  private void more(String line) {
    out.println("       " + Terminal.oneLine(line, LONGEST));
  }

  private void on(Silence exception, Duration left) {
    out.printf(
        "  on   %s: %s left, until %s%n", exception.id(), Times.length(left), exception.expires());
    more(exception.reason() + " (" + exception.owner() + ")");
    if (exception.mayCoverRoot()) {
      more("may cover root too");
    }
    switch (exception.reach()) {
      case IDENTITIES -> {}
      case ACCOUNT -> {
        if (!exception.broad()) {
          more(
              "names no caller, so it leaves out root, callers from another account"
                  + (exception.ruleId() == null ? ", rules of high severity" : "")
                  + " and access for the whole internet");
        }
      }
      case ANYBODY -> more("take care: it pins no caller; anybody who knows it can hide behind it");
    }
  }

  private void off(String name, List<String> faults) {
    boolean one = faults.size() == 1;
    String why = one ? faults.getFirst() : Terminal.count(faults.size(), "fault");
    out.println(Terminal.oneLine("  off  " + name + ": " + why, LONGEST));
    if (!one) {
      faults.forEach(this::more);
    }
  }

  /** An id with its place, which tells it from another of the same id; what has none, as it is. */
  private static String named(String label, int place) {
    return label.contains(" ") ? label : label + " (entry " + (place + 1) + ")";
  }
}
