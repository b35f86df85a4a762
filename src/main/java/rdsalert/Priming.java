package rdsalert;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.function.BiFunction;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Makes a function ready before Lambda takes a snapshot of it, and fit to go on after a restore.
 *
 * <p>A function that could not rehearse is slow once, and works: so this is said and does not stop
 * the deployment.
 */
final class Priming implements Resource {
  /** Enough for the compiler to have seen what matters; more gains nothing that can be measured. */
  private static final int ROUNDS = 300;

  /** A snapshot is taken at each deployment, so this is not waited for by an alert. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final Wiring wiring;
  private final RunLog log;
  private final Rehearsal rehearsal;

  Priming(Wiring wiring, RunLog log, Rehearsal rehearsal) {
    this.wiring = wiring;
    this.log = log;
    this.rehearsal = rehearsal;
  }

  /**
   * Registers a function with the runtime, which forgets whom nobody holds: keep the result.
   *
   * @param function the function on given parts
   */
  static Priming register(
      Wiring wiring, RunLog log, BiFunction<Wiring, RunLog, RequestStreamHandler> function) {
    Priming priming =
        new Priming(wiring, log, new Rehearsal(function, Wiring.settings(), ROUNDS, LONGEST));
    Core.getGlobalContext().register(priming);
    return priming;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    long started = System.nanoTime();
    try {
      int rounds = rehearsal.play(wiring);
      log.primed(rounds, Duration.ofNanos(System.nanoTime() - started));
    } catch (IOException | GeneralSecurityException | RuntimeException | LinkageError e) {
      log.notPrimed(e);
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    wiring.restored();
  }
}
