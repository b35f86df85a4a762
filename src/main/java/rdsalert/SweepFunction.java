package rdsalert;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.time.Instant;
import rdsalert.delivery.Sweep.SweepReport;
import rdsalert.delivery.Turns.TimeLeft;
import rdsalert.log.RunLog;

/**
 * The scheduled Lambda function: delivers what is overdue, notices, and digests of closed windows.
 *
 * <p>Its input is not looked at. A sweep that could not deliver something fails at its end, so that
 * an alarm tells; what it could not deliver is kept.
 */
public final class SweepFunction extends LambdaFunction {
  public SweepFunction() {
    super((_, _) -> () -> {}); // its first run may take long
  }

  SweepFunction(Wiring wiring, RunLog log) {
    super(wiring, log);
  }

  @Override
  ObjectNode answer(InputStream input, RunLog.Run run, TimeLeft left) {
    SweepReport report = sweep(run, left);
    wiring.exceptions().at(Instant.now()); // asks for them, as an alarm looks at the sweeps' metric
    run.swept(report, wiring.guard().flatMap(guard -> guard.look(left)));
    if (!report.failures().isEmpty()) {
      throw new SweepFailedException(report);
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("alerts", report.published().alerts())
        .put("notices", report.published().notices())
        .put("digests", report.published().digests())
        .put("held", report.held())
        .put("finished", report.finished());
  }

  private SweepReport sweep(RunLog.Run run, TimeLeft left) {
    try {
      return wiring.sweep().run(left);
    } catch (RuntimeException | Error e) {
      run.failed(null, e);
      throw e;
    }
  }

  /** A sweep could not deliver everything; what it could not is kept and tried again. */
  public static final class SweepFailedException extends RuntimeException {
    SweepFailedException(SweepReport report) {
      super(
          report.failures().size()
              + " of "
              + report.overdue()
              + " overdue entries could not be delivered; the first: "
              + report.failures().getFirst());
    }
  }
}
