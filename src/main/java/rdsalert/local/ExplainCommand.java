package rdsalert.local;

import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.ClauseResult;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.rule.Verdict;

/** {@code rdsalert explain}: says clause by clause why a rule matches an event or does not. */
@Command(
    name = "explain",
    description =
        "Says clause by clause why a rule matches each event, or does not. Changes nothing.")
final class ExplainCommand implements Runnable, CommandLine.IExitCodeGenerator {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "As for run; - reads standard input.")
  private List<String> files = List.of();

  private int exitCode;

  @Override
  public void run() {
    Explainer explainer = new Explainer(System.out, System.err);
    for (String file : files) {
      try {
        EventFile.visit(file, explainer);
      } catch (InputProblem e) {
        explainer.complain(String.valueOf(e.getMessage()));
      }
    }
    exitCode = explainer.badInput ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.OK;
  }

  @Override
  public int getExitCode() {
    return exitCode;
  }

  private static final class Explainer implements EventVisitor {
    private final List<DetectionRule> rules = RuleCatalog.packaged().rules();
    private final PrintStream out;
    private final PrintStream err;
    private boolean badInput;

    Explainer(PrintStream out, PrintStream err) {
      this.out = out;
      this.err = err;
    }

    @Override
    public void event(String where, ManagementEvent event) {
      out.println(
          Terminal.oneLine(where + ": " + event.eventName() + ", event " + event.eventId()));
      for (DetectionRule rule : rules) {
        explain(rule, event);
      }
      out.println();
    }

    private void explain(DetectionRule rule, ManagementEvent event) {
      String verdict =
          switch (rule.judge(event)) {
            case Verdict.Matched _ -> "matched";
            case Verdict.NotMatched _ -> "not matched";
          };
      out.println("  " + verdict + ": " + rule.name());
      for (ClauseResult clause : rule.pattern().explain(event)) {
        out.printf(
            "    %s %-22s found %s, wanted %s%n",
            clause.holds() ? "holds  " : "refuses",
            clause.path(),
            Terminal.oneLine(clause.found()),
            clause.wanted());
      }
    }

    @Override
    public void problem(String where, String problem) {
      complain(where + ": " + problem);
    }

    private void complain(String problem) {
      badInput = true;
      Terminal.complain(err, problem);
    }
  }
}
