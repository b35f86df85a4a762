package rdsalert;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BiFunction;
import org.crac.Core;
import org.jspecify.annotations.Nullable;
import rdsalert.delivery.Turns.TimeLeft;
import rdsalert.log.RunLog;
import rdsalert.silence.Silences;
import rdsalert.snapstart.Preparation;
import rdsalert.text.PackagedText;

/**
 * What both functions are: parts that are made once, a log, and a preparation for snapshots.
 * Public, because the runtime calls a handler by the class that declares it.
 */
public abstract class LambdaFunction implements RequestStreamHandler {
  private static final String EVENT = "/rdsalert/snapstart/event.json";

  final Wiring wiring;
  final RunLog log;

  /** Held, because the runtime does not hold it. */
  @SuppressWarnings("UnusedVariable")
  private final @Nullable Preparation preparation;

  /**
   * As Lambda makes it: settings come from the environment.
   *
   * @param usualTimeout the function's timeout where the environment does not tell it
   * @param alike makes the same function of other parts
   */
  LambdaFunction(Duration usualTimeout, BiFunction<Wiring, RunLog, LambdaFunction> alike) {
    Settings settings = AwsWiring.settings(usualTimeout);
    String stack = settings.rules().stack().name();
    this.wiring = AwsWiring.of(settings);
    this.log = new RunLog(AwsWiring.functionName(), stack, System.out);
    this.preparation = preparation(wiring, settings, log, alike);
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
      BiFunction<Wiring, RunLog, LambdaFunction> alike) {
    return new Preparation(
        () -> rehearsal(settings, wiring, alike),
        () -> AwsWiring.readLedger(settings),
        wiring.afterRestore(),
        log::prepared);
  }

  /** A function with parts like its own, whose calls and log lines go nowhere. */
  private static Preparation.Step rehearsal(
      Settings settings, Wiring wiring, BiFunction<Wiring, RunLog, LambdaFunction> alike)
      throws IOException {
    Silences exceptions = wiring.exceptions().known();
    wiring.rules().prepare();
    exceptions.prepare();
    OutputStream nowhere = OutputStream.nullOutputStream();
    byte[] event = event();
    Wiring parts = AwsWiring.rehearsing(settings, wiring.rules(), exceptions, event);
    RunLog log = new RunLog("rehearsal", "rehearsal", new PrintStream(nowhere));
    LambdaFunction function = alike.apply(parts, log);
    return () -> function.handle(new ByteArrayInputStream(event), nowhere, "rehearsal");
  }

  static byte[] event() {
    return PackagedText.of(EVENT).getBytes(StandardCharsets.UTF_8);
  }
}
