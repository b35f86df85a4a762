package rdsalert.local;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import rdsalert.event.ManagementEvent;
import rdsalert.pattern.ClauseResult;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.rule.Verdict;
import rdsalert.silence.Silence;
import rdsalert.silence.SilenceVerdict;
import rdsalert.silence.Silences;

/** Prints why each event is a hit of a rule or not, and what exceptions have to do with it. */
final class Explainer implements EventVisitor {
  /** Of a clause's name, so that one long name does not push all others off the screen. */
  private static final int WIDEST = 64;

  private final RuleCatalog rules;
  private final Silences exceptions;
  private final PrintStream out;
  private final Complaints complaints;

  Explainer(RuleCatalog rules, Silences exceptions, PrintStream out, Complaints complaints) {
    this.rules = rules;
    this.exceptions = exceptions;
    this.out = out;
    this.complaints = complaints;
  }

  @Override
  public void event(String where, ManagementEvent event) {
    out.println(Terminal.oneLine(where + ": " + event.eventName() + ", event " + event.eventId()));
    for (DetectionRule rule : rules.rules()) {
      explain(rule, event);
    }
    out.println();
  }

  @Override
  public void problem(String where, String problem) {
    complaints.add(where + ": " + problem);
  }

  private void explain(DetectionRule rule, ManagementEvent event) {
    boolean matched =
        switch (rule.judge(event)) {
          case Verdict.Matched _ -> true;
          case Verdict.NotMatched _ -> false;
        };
    out.println("  " + (matched ? "matched: " : "not matched: ") + rule.name());
    clauses(rule.pattern().explain(event));
    if (matched && !exceptions.isEmpty()) {
      explainExceptions(rule, event);
    }
  }

  private void explainExceptions(DetectionRule rule, ManagementEvent event) {
    switch (exceptions.judge(rule, event, Instant.now())) {
      case SilenceVerdict.Silenced(Silence by) ->
          out.printf(
              "  silenced by exception %s until %s: %s (%s)%n",
              by.id(), by.expires(), Terminal.oneLine(by.reason()), Terminal.oneLine(by.owner()));
      case SilenceVerdict.Raised(var remarks) when !remarks.isEmpty() ->
          remarks.forEach(remark -> out.println("  not silenced" + because(remark)));
      case SilenceVerdict.Raised _ ->
          exceptions.closest(rule, event).ifPresent(this::explainClosest);
    }
  }

  private static String because(SilenceVerdict.Remark remark) {
    String exception = remark.exception();
    return exception == null
        ? ". " + remark.why()
        : ": exception " + exception + " " + remark.why();
  }

  private void explainClosest(Silences.Closest closest) {
    out.println("  not silenced; the exception that comes closest: " + closest.label());
    if (closest.refusals().isEmpty()) {
      out.println("    each clause holds alone, but not all for the same element of a list");
    }
    clauses(closest.refusals());
  }

  private void clauses(List<ClauseResult> clauses) {
    int longest = clauses.stream().mapToInt(clause -> clause.path().length()).max().orElse(0);
    String path = "%-" + Math.clamp(longest, 1, WIDEST) + "s";
    for (ClauseResult clause : clauses) {
      out.printf(
          "    %s " + path + " found %s, wanted %s%n",
          clause.holds() ? "holds  " : "refuses",
          Terminal.oneLine(clause.path()),
          Terminal.oneLine(clause.found()),
          Terminal.oneLine(clause.wanted()));
    }
  }
}
