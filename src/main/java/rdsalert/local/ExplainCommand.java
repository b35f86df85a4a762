package rdsalert.local;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rdsalert.rule.RuleCatalog;

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

  @Mixin private SilencesOption exceptionsOption = new SilencesOption();

  private final Complaints complaints = new Complaints(System.err);

  @Override
  public void run() {
    RuleCatalog rules = RuleCatalog.packaged();
    Explainer explainer =
        new Explainer(rules, exceptionsOption.read(rules), System.out, complaints);
    for (String file : files) {
      try {
        EventFile.visit(file, explainer);
      } catch (InputProblem e) {
        complaints.add(String.valueOf(e.getMessage()));
      }
    }
  }

  @Override
  public int getExitCode() {
    return complaints.exitCode();
  }
}
