package rdsalert.delivery;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.DeliveryException.NoTimeException;
import rdsalert.delivery.SweepReport.Progress;
import rdsalert.delivery.Turns.TimeLeft;
import rdsalert.event.EventReader;
import rdsalert.event.ManagementEvent;

/**
 * Delivers what is overdue in the ledger: alerts whose run died or could not publish, notices, and
 * digests of windows that are closed. Any number of sweeps may run at once.
 */
public record Sweep(
    AlertLedger ledger,
    AlertDelivery delivery,
    Limits limits,
    InstantSource clock,
    Consumer<Duration> pause) {
  /** What an entry may take at worst, from taking it over to its confirmation. */
  static final Duration ENTRY = Duration.ofSeconds(50);

  private static final EventReader READER = new EventReader();

  /** Works through what is due now; fails if there is not even time for one entry. */
  public SweepReport run(TimeLeft left) {
    if (!left.isAtLeast(ENTRY)) {
      throw new NoTimeException(left.now(), ENTRY);
    }
    Instant now = clock.instant();
    Progress progress = new Progress(now);
    Turns turns = new Turns(ledger, limits, clock, left, Optional.of(pause));
    ledger.due(now, due -> work(due, turns, progress));
    return progress.report();
  }

  private boolean work(AlertLedger.Due due, Turns turns, Progress progress) {
    progress.found(due);
    if (progress.channelIsDown() || !turns.left().isAtLeast(ENTRY)) {
      progress.stopped();
      return false;
    }
    try {
      deliver(due.key(), turns, progress);
    } catch (RuntimeException | Error e) { // one bad entry does not stop the rest
      progress.failed(due.key(), e);
    }
    return true;
  }

  private void deliver(LedgerKey key, Turns turns, Progress progress) {
    if (key instanceof LedgerKey.Unreadable) {
      throw new LedgerFailedException("its name cannot be read", false, null);
    }
    if (turns.takeOver(key, clock.instant()) instanceof Claim.Granted claim) {
      deliver(claim, turns, progress);
    }
  }

  private void deliver(Claim.Granted claim, Turns turns, Progress progress) {
    switch (claim.key()) {
      case LedgerKey.ForAlert _ ->
          progress.alert(delivery.resume(claim, storedEvent(claim), turns));
      case LedgerKey.ForNotice key ->
          progress.report(key, delivery.reports().sendNotice(key.window(), claim, turns));
      case LedgerKey.ForDigest key ->
          progress.report(
              key, delivery.reports().sendDigest(key.window(), claim, turns, progress::unreadable));
      case LedgerKey.ForProof key ->
          progress.report(key, delivery.reports().sendProof(key, claim, storedEvent(claim), turns));
      case LedgerKey.Unreadable _ -> {}
    }
  }

  private ManagementEvent storedEvent(Claim.Granted claim) {
    String event = claim.content().event();
    if (event == null) {
      throw new LedgerFailedException(claim.key() + " has lost its event", false, null);
    }
    return READER.read(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)));
  }
}
