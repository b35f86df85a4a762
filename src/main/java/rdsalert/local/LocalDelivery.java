package rdsalert.local;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
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

  private final LocalLedger database = LocalLedger.start();
  private final Limits limits;
  private final Wiring wiring;
  private volatile Duration ahead = Duration.ZERO;

  LocalDelivery(RuleCatalog rules, Silences exceptions, AlertPublisher publisher, Limits limits) {
    this.limits = limits;
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

  Outcome deliver(ManagementEvent event) {
    return wiring.delivery().deliver(event, () -> ENOUGH);
  }

  /** Sweeps as if the window were over and its digest due. */
  SweepReport sweep() {
    putForward(limits.window().plus(DIGEST_DUE));
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
