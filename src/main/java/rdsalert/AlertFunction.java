package rdsalert;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import rdsalert.delivery.Turns.TimeLeft;
import rdsalert.event.EventReader;
import rdsalert.event.ManagementEvent;
import rdsalert.log.Decision;
import rdsalert.log.RunLog;

/**
 * The Lambda function: takes one EventBridge event of a CloudTrail record and sees to it that
 * people are told, if a rule matches.
 *
 * <p>A run that cannot do its job fails, so that Lambda retries it and keeps the event if that
 * fails too. Every run writes one log line, a JSON object that tells the decision and its reason.
 */
public final class AlertFunction extends LambdaFunction {
  private final EventReader reader = new EventReader();

  public AlertFunction() {
    super(Settings.ALERT_TIMEOUT, AlertFunction::new);
  }

  AlertFunction(Wiring wiring, RunLog log) {
    super(wiring, log);
  }

  @Override
  ObjectNode answer(InputStream input, RunLog.Run run, TimeLeft left) {
    @Nullable ManagementEvent event = null;
    try {
      event = reader.read(input);
      Decision decision = run.decided(event, wiring.delivery().deliver(event, left));
      return decision.writeTo(
          JsonNodeFactory.instance.objectNode().put("eventId", event.eventId()));
    } catch (RuntimeException | Error e) {
      run.failed(event, e);
      throw e;
    }
  }
}
