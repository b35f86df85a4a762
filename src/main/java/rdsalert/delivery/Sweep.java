package rdsalert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.delivery.Outbox.Sent;
import rdsalert.delivery.Turns.TimeLeft;
import rdsalert.delivery.Window.Limits;

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

  /** Works through what is due now; fails if there is not even time for one entry. */
  public SweepReport run(TimeLeft left) {
    if (!left.isAtLeast(ENTRY)) {
      throw new IllegalStateException(
          ("the run has " + left.now().toSeconds() + " s left and needs " + ENTRY.toSeconds())
              + " s: set the function's timeout, and FUNCTION_TIMEOUT_SECONDS with it, higher");
    }
    Instant now = clock.instant();
    Progress progress = new Progress(now);
    Turns turns = new Turns(ledger, limits, clock, left, Optional.of(pause));
    ledger.due(now, due -> work(due, turns, progress));
    return progress.report();
  }

  private boolean work(AlertLedger.Due due, Turns turns, Progress progress) {
    progress.found(due);
    if (!turns.left().isAtLeast(ENTRY)) {
      progress.stopped();
      return false;
    }
    if (progress.channelIsDown()) { // goes on counting
      progress.leaves(due.key());
      return true;
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
      case LedgerKey.ForAlert _ -> progress.alert(delivery.resume(claim, turns));
      case LedgerKey.ForNotice key ->
          progress.report(key, delivery.reports().sendNotice(key.window(), claim, turns));
      case LedgerKey.ForDigest key ->
          progress.report(key, delivery.reports().sendDigest(key.window(), claim, turns));
      case LedgerKey.ForProof key ->
          progress.report(key, delivery.reports().sendProof(key, claim, claim.event(), turns));
      case LedgerKey.Unreadable _ -> {}
    }
  }

  /**
   * What a sweep found and did. All that is overdue and neither published nor held is kept: the
   * failures, of which the undeliverable will last until they are fixed, and what the next sweep
   * goes on with if this one is not finished. Untold are notices and digests late by a quarter of
   * an hour.
   */
  public record SweepReport(
      int overdue,
      Duration oldest,
      Published published,
      int held,
      List<String> failures,
      int undeliverable,
      int untold,
      boolean finished) {
    /** What it published; what is unanswered may have been taken. */
    public record Published(int alerts, int notices, int digests, int unanswered) {}
  }

  /** What a sweep has done so far. */
  private static final class Progress {
    /** So long after its time a window's notice or digest counts as missing. */
    private static final Duration UNTOLD = Duration.ofMinutes(15);

    /** So many failed publishes in a row mean that the channel is down. */
    private static final int DOWN_AFTER = 3;

    private final Instant started;
    private final List<String> failures = new ArrayList<>();
    private Duration oldest = Duration.ZERO;
    private int overdue;
    private int alerts;
    private int notices;
    private int digests;
    private int held;
    private int unanswered;
    private int untold;
    private int undeliverable;
    private int failedInARow;
    private boolean finished = true;

    Progress(Instant started) {
      this.started = started;
    }

    boolean channelIsDown() {
      return failedInARow >= DOWN_AFTER;
    }

    void found(AlertLedger.Due due) {
      overdue++;
      Duration age = Duration.between(due.dueAt(), started);
      oldest = age.compareTo(oldest) > 0 ? age : oldest;
    }

    void stopped() {
      finished = false;
    }

    void leaves(LedgerKey key) {
      stopped();
      untold(key);
    }

    /** A message that is refused for good says nothing about the next one. */
    void failed(LedgerKey key, Throwable fault) {
      failures.add(key + ": " + fault.getClass().getSimpleName() + ": " + fault.getMessage());
      boolean passes = fault instanceof DeliveryException e && e.worthRetrying();
      undeliverable += passes ? 0 : 1;
      failedInARow += passes && fault instanceof PublishFailedException ? 1 : 0;
      untold(key);
    }

    private void untold(LedgerKey key) {
      if (key instanceof LedgerKey.ForReport report
          && started.isAfter(report.window().digestDue().plus(UNTOLD))) {
        untold++;
      }
    }

    void alert(Outcome outcome) {
      unanswered(outcome.unanswered());
      switch (outcome) {
        case Outcome.Alerted _ -> {
          alerts++;
          failedInARow = 0;
        }
        case Outcome.Held _ -> held++;
        case Outcome.Waiting(_, _, var why) when why == Outcome.Reason.NO_TURN -> stopped();
        case Outcome.Waiting _, Outcome.Duplicate _, Outcome.Excepted _ -> {}
        case Outcome.Ignored _, Outcome.Proved _ -> {}
      }
    }

    void report(LedgerKey key, Sent sent) {
      switch (sent) {
        case Sent.Published _ -> {
          notices += key instanceof LedgerKey.ForNotice ? 1 : 0;
          digests += key instanceof LedgerKey.ForDigest ? 1 : 0;
          failedInARow = 0;
        }
        case Sent.NoTurn _ -> leaves(key);
        case Sent.Unanswered _ -> {
          unanswered(1);
          untold(key);
        }
        case Sent.Nothing _ -> {}
      }
    }

    private void unanswered(int messages) {
      unanswered += messages;
      failedInARow += messages;
    }

    SweepReport report() {
      SweepReport.Published published =
          new SweepReport.Published(alerts, notices, digests, unanswered);
      return new SweepReport(
          overdue, oldest, published, held, failures, undeliverable, untold, finished);
    }
  }
}
