package rdsalert.local;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import rdsalert.Wiring;
import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.Limits;
import rdsalert.delivery.Outcome;
import rdsalert.delivery.SweepReport;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences;

/** The function's own parts, on DynamoDB Local and with a clock that can be put forward. */
final class LocalDelivery implements AutoCloseable {
  private static final Duration ENOUGH = Duration.ofDays(1);
  private static final Duration RETENTION = Duration.ofDays(14);

  /** So long after a window's end its digest is due, and a little longer. */
  private static final Duration DIGEST_DUE = Duration.ofMinutes(5);

  private final LocalLedger database;
  private final Limits limits;
  private final Wiring wiring;
  private final Screen screen;
  private volatile Duration ahead = Duration.ZERO;

  LocalDelivery(Silences exceptions, AlertPublisher publisher, Limits limits) {
    this.limits = limits;
    CompletableFuture<LocalLedger> starting =
        CompletableFuture.supplyAsync(LocalLedger::start, work -> new Thread(work).start());
    RuleCatalog rules = RuleCatalog.packaged();
    this.screen = Screen.of(rules);
    this.database = starting.join();
    InstantSource clock = () -> Clock.systemUTC().instant().plus(ahead);
    this.wiring =
        Wiring.of(
            rules,
            exceptions,
            database.ledger(RETENTION),
            publisher,
            limits.unpaced(),
            clock,
            this::putForward);
  }

  /** Tells of events that cannot become an alert. */
  Screen screen() {
    return screen;
  }

  Outcome deliver(ManagementEvent event) {
    return wiring.delivery().deliver(event, () -> ENOUGH);
  }

  /** Sweeps as if the window were over and its digest due. */
  SweepReport sweep() {
    ahead = ahead.plus(limits.window()).plus(DIGEST_DUE);
    return wiring.sweep().run(() -> ENOUGH);
  }

  private void putForward(Duration by) {
    ahead = ahead.plus(by);
  }

  @Override
  public void close() {
    database.close();
  }
}
