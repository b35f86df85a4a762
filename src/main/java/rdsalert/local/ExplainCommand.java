package rdsalert.local;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import rdsalert.event.ManagementEvent;
import rdsalert.pattern.EventPattern.ClauseResult;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silence;
import rdsalert.silence.Silences;
import rdsalert.silence.Silences.Verdict;

/** {@code rdsalert explain}: says clause by clause why a rule matches an event or does not. */
final class ExplainCommand extends Command {
  private final Argument<List<String>> files = files("As for run; - reads standard input.");
  private final RulesOption rulesOption = new RulesOption(this);
  private final ScopeOption scope = new ScopeOption(this);
  private final SilencesOption exceptionsOption = new SilencesOption(this);

  CommandSpec spec() {
    spec.usageMessage()
        .description(
            "Says clause by clause why a rule matches each event, or does not. Changes nothing.");
    return spec;
  }

  @Override
  public Integer call() {
    RuleCatalog rules = rulesOption.read();
    Explainer explainer = new Explainer(rules, exceptionsOption.read(rules), System.out);
    new Hunt(scope.read(), explainer, complaints).read(files.value());
    return complaints.exitCode();
  }

  /** Prints why each event is a hit of a rule or not, and what exceptions have to do with it. */
  record Explainer(RuleCatalog rules, Silences exceptions, PrintStream out)
      implements Hunt.Visitor {
    @Override
    public void event(String where, ManagementEvent event) {
      out.println(
          Terminal.oneLine(where + ": " + event.eventName() + ", event " + event.eventId()));
      List<DetectionRule> explained = explained(event);
      explained.forEach(rule -> explain(rule, event));
      int others = (int) rules.rules().stream().filter(rule -> !explained.contains(rule)).count();
      if (others > 0) {
        String what = Terminal.count(others, "rule");
        out.println(
            Terminal.oneLine("  not matched: " + what + " not looking for " + event.eventName()));
      }
      out.println();
    }

    @Override
    public void noCall(String where, String what) {
      out.println(Terminal.oneLine(where + ": no call: " + what) + System.lineSeparator());
    }

    /** Those that look for such calls; where there is but one rule, that one in any case. */
    private List<DetectionRule> explained(ManagementEvent event) {
      List<DetectionRule> looking = rules.lookingFor(event.eventName());
      return looking.isEmpty() && rules.rules().size() == 1 ? rules.rules() : looking;
    }

    private void explain(DetectionRule rule, ManagementEvent event) {
      boolean matched = rule.pattern().matches(event);
      out.println("  " + (matched ? "matched: " : "not matched: ") + rule.name());
      print(rule.pattern().explain(event.json()));
      if (matched && !exceptions.isEmpty()) {
        explainExceptions(rule, event);
      }
    }

    private void explainExceptions(DetectionRule rule, ManagementEvent event) {
      if (rule.isOwn()) {
        out.println("  not covered: no exception covers a rule about the stack itself");
        return;
      }
      switch (exceptions.judge(rule, event, Instant.now())) {
        case Verdict.Silenced(Silence by) ->
            out.printf(
                "  covered by exception %s until %s: %s (%s)%n",
                by.id(), by.expires(), Terminal.oneLine(by.reason()), Terminal.oneLine(by.owner()));
        case Verdict.Raised(var remarks) when remarks.isEmpty() ->
            exceptions
                .closest(rule, event)
                .ifPresent(
                    closest -> {
                      out.println(
                          "  not covered; the exception that comes closest: " + closest.label());
                      print(closest.refusals());
                    });
        case Verdict.Raised(var remarks) ->
            remarks.forEach(
                but ->
                    out.println("  not covered: exception " + but.exception() + " " + but.why()));
      }
    }

    private void print(List<ClauseResult> clauses) {
      int longest = clauses.stream().mapToInt(clause -> clause.path().length()).max().orElse(0);
      String path = "%-" + Math.max(1, longest) + "s";
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
}
