package rdsalert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import rdsalert.delivery.Turns.TimeLeft;
import rdsalert.event.EventReader;
import rdsalert.event.ManagementEvent;
import rdsalert.log.RunLog;
import rdsalert.silence.Silences;
import rdsalert.snapstart.Preparation;
import rdsalert.text.PackagedText;

/**
 * The Lambda function: takes one EventBridge event of a CloudTrail record and sees to it that
 * people are told, if a rule matches.
 *
 * <p>A run that cannot do its job fails, so that Lambda retries it and keeps the event if that
 * fails too. Every run writes one log line, a JSON object that tells the decision and its reason.
 */
public final class AlertFunction extends LambdaFunction {
  static final String EVENT = "/rdsalert/snapstart/event.json";

  private final EventReader reader = new EventReader();

  public AlertFunction() {
    super(AlertFunction::rehearsal);
  }

  AlertFunction(Wiring wiring, RunLog log) {
    super(wiring, log);
  }

  @Override
  ObjectNode answer(InputStream input, RunLog.Run run, TimeLeft left) {
    @Nullable ManagementEvent event = null;
    try {
      event = reader.read(input);
      return run.decided(event, wiring.delivery().deliver(event, left));
    } catch (RuntimeException | Error e) {
      run.failed(event, e);
      throw e;
    }
  }

  /** An alert by parts like the function's own, whose calls and log lines go nowhere. */
  static Preparation.Step rehearsal(Settings settings, Wiring wiring) {
    Silences exceptions = wiring.exceptions().known();
    wiring.rules().prepare();
    OutputStream nowhere = OutputStream.nullOutputStream();
    byte[] event = PackagedText.of(EVENT).getBytes(StandardCharsets.UTF_8);
    AlertFunction function =
        new AlertFunction(
            AwsWiring.rehearsing(settings, wiring.rules(), exceptions),
            new RunLog("rehearsal", "rehearsal", new PrintStream(nowhere)));
    return () -> function.handle(new ByteArrayInputStream(event), nowhere, "rehearsal");
  }
}
