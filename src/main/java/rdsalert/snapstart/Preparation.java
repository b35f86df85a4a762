package rdsalert.snapstart;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.crac.Context;
import org.crac.Resource;

/**
 * Makes a function ready before a snapshot, and fit to go on after a restore. If that fails, the
 * function is slow once, and works: so it is said and does not stop the deployment.
 *
 * @param rehearsal puts the function on canned answers, and tells what one round is
 * @param ledger a read of the real ledger, over a connection and with credentials of its own
 * @param renewal drops what must not be the same in two restores of one snapshot
 */
public record Preparation(Callable<Step> rehearsal, Step ledger, Runnable renewal, Log log)
    implements Resource {
  /** Enough for the compiler to have seen what matters; more gains nothing that can be measured. */
  private static final int ROUNDS = 20;

  /** Something that can fail. */
  public interface Step {
    void run() throws Exception;
  }

  /** Is told how it went; a fault is empty if there was none. */
  public interface Log {
    void prepared(String fault, String ledgerFault, Duration took);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    long started = System.nanoTime();
    String fault = fault(this::rehearse);
    String ledgerFault = fault(ledger);
    log.prepared(fault, ledgerFault, Duration.ofNanos(System.nanoTime() - started));
  }

  private void rehearse() throws Exception {
    Step round = rehearsal.call();
    for (int played = 0; played < ROUNDS; played++) {
      round.run();
    }
  }

  private static String fault(Step step) {
    try {
      step.run();
      return "";
    } catch (Exception | LinkageError e) {
      return e.toString();
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    renewal.run();
  }
}
