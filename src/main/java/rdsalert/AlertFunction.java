package rdsalert;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import rdsalert.delivery.Outcome;
import rdsalert.delivery.TimeLeft;
import rdsalert.event.EventReader;
import rdsalert.event.ManagementEvent;
import rdsalert.snapstart.Preparation;

/**
 * The Lambda function: takes one EventBridge event of a CloudTrail record and sees to it that
 * people are told, if a rule matches.
 *
 * <p>A run that cannot do its job fails, so that Lambda retries it and keeps the event if that
 * fails too. Every run writes one log line, a JSON object that tells the decision and its reason.
 */
public final class AlertFunction implements RequestStreamHandler {
  private final Wiring wiring;
  private final EventReader reader = new EventReader();
  private final RunLog log;

  /** Held, because the runtime does not hold it. */
  @SuppressWarnings("UnusedVariable")
  private final @Nullable Preparation preparation;

  /** Called by Lambda: settings come from the environment. */
  public AlertFunction() {
    this.wiring = Wiring.ofEnvironment(Settings.ALERT_TIMEOUT);
    this.log = new RunLog(Wiring.functionName(), System.out);
    this.preparation =
        SnapStart.register(wiring, log, (parts, quiet) -> new AlertFunction(parts, quiet)::handle);
  }

  AlertFunction(Wiring wiring, RunLog log) {
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
    TimeLeft left = wiring.startRun();
    @Nullable ManagementEvent event = null;
    try {
      event = reader.read(input);
      Outcome outcome = wiring.delivery().deliver(event, left);
      run.decided(event, outcome);
      output.write(answer(event, outcome).toString().getBytes(StandardCharsets.UTF_8));
    } catch (RuntimeException | Error e) {
      run.failed(event, e);
      throw e;
    }
  }

  private static ObjectNode answer(ManagementEvent event, Outcome outcome) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("eventId", event.eventId());
    return Decision.of(outcome).writeTo(answer);
  }
}
