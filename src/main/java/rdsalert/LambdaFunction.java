package rdsalert;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import org.crac.Core;
import org.jspecify.annotations.Nullable;
import rdsalert.delivery.Turns.TimeLeft;
import rdsalert.log.RunLog;
import rdsalert.snapstart.Preparation;

/**
 * What both functions are: parts that are made once, a log, and a preparation for snapshots.
 * Public, because the runtime calls a handler by the class that declares it.
 */
public abstract class LambdaFunction implements RequestStreamHandler {
  final Wiring wiring;
  final RunLog log;

  /** Held, because the runtime does not hold it. */
  @SuppressWarnings("UnusedVariable")
  private final @Nullable Preparation preparation;

  /**
   * As Lambda makes it: settings come from the environment.
   *
   * @param rehearsal gives what is played before a snapshot
   */
  LambdaFunction(BiFunction<Settings, Wiring, Preparation.Step> rehearsal) {
    Settings settings = AwsWiring.settings();
    String stack = settings.rules().stack().name();
    this.wiring = AwsWiring.of(settings);
    this.log = new RunLog(AwsWiring.functionName(), stack, System.out);
    this.preparation = preparation(wiring, settings, log, rehearsal);
    Core.getGlobalContext().register(preparation);
  }

  LambdaFunction(Wiring wiring, RunLog log) {
    this.wiring = wiring;
    this.log = log;
    this.preparation = null;
  }

  @Override
  public final void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    handle(input, output, context.getAwsRequestId());
  }

  final void handle(InputStream input, OutputStream output, String requestId) throws IOException {
    RunLog.Run run = log.start(requestId, wiring.exceptions());
    ObjectNode answer = answer(input, run, wiring.startRun());
    output.write(answer.toString().getBytes(StandardCharsets.UTF_8));
  }

  abstract ObjectNode answer(InputStream input, RunLog.Run run, TimeLeft left) throws IOException;

  static Preparation preparation(
      Wiring wiring,
      Settings settings,
      RunLog log,
      BiFunction<Settings, Wiring, Preparation.Step> rehearsal) {
    return new Preparation(
        () -> rehearsal.apply(settings, wiring),
        () -> AwsWiring.readLedger(settings),
        wiring.afterRestore(),
        log::prepared);
  }
}
