package rdsalert;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import rdsalert.delivery.SweepReport;
import rdsalert.delivery.TimeLeft;
import rdsalert.snapstart.Preparation;

/**
 * The scheduled Lambda function: delivers what is overdue, notices, and digests of closed windows.
 *
 * <p>Its input is not looked at. A sweep that could not deliver something fails at its end, so that
 * an alarm tells; what it could not deliver is kept.
 */
public final class SweepFunction implements RequestStreamHandler {
  private final Wiring wiring;
  private final RunLog log;

  /** Held, because the runtime does not hold it. */
  @SuppressWarnings("UnusedVariable")
  private final @Nullable Preparation preparation;

  /** Called by Lambda: settings come from the environment. */
  public SweepFunction() {
    this.wiring = Wiring.ofEnvironment(Settings.SWEEP_TIMEOUT);
    this.log = new RunLog(Wiring.functionName(), System.out);
    this.preparation =
        SnapStart.register(wiring, log, (parts, quiet) -> new SweepFunction(parts, quiet)::handle);
  }

  SweepFunction(Wiring wiring, RunLog log) {
    this.wiring = wiring;
    this.log = log;
    this.preparation = null;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    handle(input, output, context.getAwsRequestId());
  }

  void handle(InputStream input, OutputStream output, String requestId) throws IOException {
    RunLog.Run run = log.start(requestId, wiring.exceptions());
    SweepReport report = sweep(run, wiring.startRun());
    run.swept(report);
    if (!report.failures().isEmpty()) {
      throw new SweepFailedException(report);
    }
    output.write(
        JsonNodeFactory.instance
            .objectNode()
            .put("alerts", report.published().alerts())
            .put("notices", report.published().notices())
            .put("digests", report.published().digests())
            .put("held", report.held())
            .put("finished", report.finished())
            .toString()
            .getBytes(StandardCharsets.UTF_8));
  }

  private SweepReport sweep(RunLog.Run run, TimeLeft left) {
    try {
      return wiring.sweep().run(left);
    } catch (RuntimeException | Error e) {
      run.failed(null, e);
      throw e;
    }
  }
}
