package rdsalert.local;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rdsalert.event.ManagementEvent;
import rdsalert.local.ScopeOption.Scope;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silence;
import rdsalert.silence.SilenceStatus;
import rdsalert.silence.Silences;
import rdsalert.silence.Silences.Verdict;
import rdsalert.text.Words;

/**
 * Says of every entry of a file of exceptions whether it is on, why not, and which of some events
 * it would cover, and how many of these would still alert.
 */
final class SilenceCheck implements Hunt.Visitor {
  /** A reason and an owner, each as long as they may be. */
  private static final int LONGEST = 600;

  private static final int MOST_NAMED = 10;

  private final RuleCatalog rules;
  private final Silences exceptions;
  private final Instant now;
  private final PrintStream out;
  private final Complaints complaints;
  private final List<SilenceStatus> statuses;

  /** Where the hits stand that an exception would cover, by its id. */
  private final Map<String, List<String>> covered = new HashMap<>();

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

  /** Looks at a file, or at every file of a folder, and complains if there is no event. */
  void look(String given) {
    new Hunt(Scope.EVERYTHING, this, complaints).read(List.of(given));
    if (events == 0) {
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
    boolean silenced = false;
    for (Verdict verdict : exceptions.judgeEach(rule, event, now)) {
      if (verdict instanceof Verdict.Silenced(Silence by)) {
        covered.computeIfAbsent(by.id(), _ -> new ArrayList<>()).add(where);
        silenced = true;
      }
    }
    alerts += silenced ? 0 : 1;
  }

  /** Prints every entry of a file, and complains of what has to be fixed. */
  void print(String name) {
    int off = (int) statuses.stream().filter(SilenceStatus.Off.class::isInstance).count();
    out.printf(
        "exceptions: %s, %d on, %d off%n", Terminal.oneLine(name), statuses.size() - off, off);
    for (int place = 0; place < statuses.size(); place++) {
      switch (statuses.get(place)) {
        case SilenceStatus.On(Silence exception, Duration left) -> {
          on(exception, left);
          covered(covered.getOrDefault(exception.id(), List.of()));
        }
        case SilenceStatus.Off entry -> off(named(entry.label(), place), entry.faults());
      }
    }
    if (events > 0) {
      out.println("  " + sum());
    }
    if (off > 0) {
      String share = Terminal.share(off, statuses.size(), "exception");
      complaints.add(name + ": " + share + " off; what is off silences nothing: fix or remove it");
    }
  }

  private void covered(List<String> places) {
    if (hits > 0) {
      more("would cover " + Terminal.share(places.size(), hits, "hit"));
    }
    places.stream().limit(MOST_NAMED).forEach(place -> more("  " + place));
    if (places.size() > MOST_NAMED) {
      more("  and " + Terminal.number(places.size() - MOST_NAMED) + " more");
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
        "  on   %s: %s left, until %s%n", exception.id(), Words.length(left), exception.expires());
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
