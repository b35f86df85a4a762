package rdsalert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import rdsalert.delivery.Outbox.Sent;

/** What a sweep has done so far. */
final class SweepProgress {
  /** So long after its time a window's notice or digest counts as missing. */
  private static final Duration UNTOLD = Duration.ofMinutes(15);

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

  SweepProgress(Instant started) {
    this.started = started;
  }

  Instant started() {
    return started;
  }

  int failedInARow() {
    return failedInARow;
  }

  void found(AlertLedger.Due due) {
    overdue++;
    Duration age = Duration.between(due.dueAt(), started);
    oldest = age.compareTo(oldest) > 0 ? age : oldest;
  }

  void stopped() {
    finished = false;
  }

  void failed(AlertLedger.Due due, Throwable fault) {
    failures.add(due.key() + ": " + fault.getClass().getSimpleName() + ": " + fault.getMessage());
    failedInARow += fault instanceof PublishFailedException ? 1 : 0;
    boolean passes = fault instanceof DeliveryException e && e.worthRetrying();
    undeliverable += passes ? 0 : 1;
    untold(due.key());
  }

  /** Counts a notice or digest that should be out by now and is not. */
  private void untold(LedgerKey key) {
    switch (key) {
      case LedgerKey.ForNotice(Window window) -> untold += isLate(window) ? 1 : 0;
      case LedgerKey.ForDigest(Window window) -> untold += isLate(window) ? 1 : 0;
      case LedgerKey.ForAlert _, LedgerKey.Unreadable _ -> {}
    }
  }

  private boolean isLate(Window window) {
    return started.isAfter(Leases.digestDue(window).plus(UNTOLD));
  }

  void alert(Outcome outcome) {
    switch (outcome) {
      case Outcome.Alerted _ -> {
        alerts++;
        failedInARow = 0;
      }
      case Outcome.Held _ -> held++;
      case Outcome.Waiting waiting -> waiting(waiting.reason());
      case Outcome.Duplicate _, Outcome.Excepted _, Outcome.Ignored _ -> {}
    }
  }

  private void waiting(Outcome.Reason reason) {
    switch (reason) {
      case NO_TURN -> finished = false;
      case PERHAPS_SENT_NOW -> unanswered();
      case PERHAPS_SENT_BEFORE -> {}
    }
  }

  void notice(LedgerKey key, Sent sent) {
    notices += count(key, sent);
  }

  void digest(LedgerKey key, Sent sent) {
    digests += count(key, sent);
  }

  private int count(LedgerKey key, Sent sent) {
    return switch (sent) {
      case Sent.Published _ -> {
        failedInARow = 0;
        yield 1;
      }
      case Sent.NoTurn _ -> {
        finished = false;
        untold(key);
        yield 0;
      }
      case Sent.Unanswered _ -> {
        unanswered();
        untold(key);
        yield 0;
      }
      case Sent.WindowOver _, Sent.NothingToTell _ -> 0;
    };
  }

  private void unanswered() {
    unanswered++;
    failedInARow++;
  }

  SweepReport report() {
    return new SweepReport(
        overdue,
        oldest,
        new SweepReport.Published(alerts, notices, digests, unanswered),
        held,
        failures,
        undeliverable,
        untold,
        finished);
  }
}
