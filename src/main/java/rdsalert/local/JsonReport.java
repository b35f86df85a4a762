package rdsalert.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintStream;
import rdsalert.Decision;
import rdsalert.delivery.SweepReport;
import rdsalert.event.ManagementEvent;

/** One line of JSON for each decision, for programs. Problems go to standard error. */
final class JsonReport implements Report {
  private final PrintStream out;
  private final PrintStream err;

  JsonReport(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void decided(String where, ManagementEvent event, Decision decision) {
    var line = JsonNodeFactory.instance.objectNode().put("eventId", event.eventId());
    out.println(decision.writeTo(line));
  }

  @Override
  public void problem(String problem) {
    Terminal.complain(err, problem);
  }

  @Override
  public void swept(SweepReport report) {
    report.failures().forEach(this::problem);
  }

  @Override
  public void end() {
    out.flush();
  }
}
