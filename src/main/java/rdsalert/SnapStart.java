package rdsalert;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.BiFunction;
import org.crac.Core;
import rdsalert.silence.Silences;
import rdsalert.snapstart.Preparation;

/** Prepares a function for snapshots with parts like its own. */
final class SnapStart {
  private static final String EVENT = "/rdsalert/snapstart/event.json";

  private SnapStart() {}

  /** What a function does with an event. */
  @FunctionalInterface
  interface Handler {
    void handle(InputStream input, OutputStream output, String requestId) throws IOException;
  }

  /**
   * Registers a function with the runtime, which forgets what nobody holds: keep the result.
   *
   * @param function the function on given parts
   */
  static Preparation register(
      Wiring wiring, RunLog log, BiFunction<Wiring, RunLog, Handler> function) {
    Preparation preparation = preparation(wiring, Wiring.settings(), log, function);
    Core.getGlobalContext().register(preparation);
    return preparation;
  }

  static Preparation preparation(
      Wiring wiring, Settings settings, RunLog log, BiFunction<Wiring, RunLog, Handler> function) {
    return new Preparation(
        () -> rehearsal(settings, wiring.exceptions(), function),
        () -> Wiring.readLedger(settings),
        wiring::restored,
        log::prepared);
  }

  /** Its log lines are not written. */
  private static Preparation.Step rehearsal(
      Settings settings, Silences exceptions, BiFunction<Wiring, RunLog, Handler> function)
      throws IOException {
    OutputStream nowhere = OutputStream.nullOutputStream();
    byte[] event = event();
    Handler handler =
        function.apply(
            Wiring.rehearsing(settings, exceptions, event),
            new RunLog("rehearsal", new PrintStream(nowhere)));
    return () -> handler.handle(new ByteArrayInputStream(event), nowhere, "rehearsal");
  }

  private static byte[] event() throws IOException {
    try (InputStream in = SnapStart.class.getResourceAsStream(EVENT)) {
      if (in == null) {
        throw new FileNotFoundException(EVENT);
      }
      return in.readAllBytes();
    }
  }
}
