package rdsalert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.delivery.Outbox.Sent;

/**
 * What a sweep found and did. All that is overdue and neither published nor held is kept: the
 * failures, of which the undeliverable will last until they are fixed, and what the next sweep goes
 * on with if this one is not finished. Untold are notices and digests late by a quarter of an hour.
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
  public SweepReport {
    failures = List.copyOf(failures);
  }

  /** What it published; what is unanswered may have been taken. */
  public record Published(int alerts, int notices, int digests, int unanswered) {}

  /** What a sweep has done so far. */
  static final class Progress {
    /** So long after its time a window's notice or digest counts as missing. */
    private static final Duration UNTOLD = Duration.ofMinutes(15);

    /** So many failed publishes in a row mean that the channel is down. */
    private static final int DOWN_AFTER = 3;

    private static final int MOST_NAMED = 20;

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

    /** A message that is refused for good says nothing about the next one. */
    void failed(LedgerKey key, Throwable fault) {
      failures.add(key + ": " + fault.getClass().getSimpleName() + ": " + fault.getMessage());
      boolean passes = fault instanceof DeliveryException e && e.worthRetrying();
      undeliverable += passes ? 0 : 1;
      failedInARow += passes && fault instanceof PublishFailedException ? 1 : 0;
      untold(key);
    }

    /** A digest counts an entry that it cannot describe; the log names the first of them. */
    void unreadable(String name) {
      undeliverable++;
      if (failures.size() < MOST_NAMED) {
        failures.add(name + ": its summary cannot be read; its digest counts it all the same");
      }
    }

    private void untold(LedgerKey key) {
      if (key instanceof LedgerKey.ForReport report
          && started.isAfter(report.window().digestDue().plus(UNTOLD))) {
        untold++;
      }
    }

    void alert(Outcome outcome) {
      switch (outcome) {
        case Outcome.Alerted _ -> {
          alerts++;
          failedInARow = 0;
        }
        case Outcome.Held _ -> held++;
        case Outcome.Waiting(_, _, Outcome.Reason why) -> {
          switch (why) {
            case NO_TURN -> stopped();
            case PERHAPS_SENT_NOW -> unanswered();
            case PERHAPS_SENT_BEFORE -> {}
          }
        }
        case Outcome.Duplicate _, Outcome.Excepted _, Outcome.Ignored _, Outcome.Proved _ -> {}
      }
    }

    void report(LedgerKey key, Sent sent) {
      switch (sent) {
        case Sent.Published _ -> {
          notices += key instanceof LedgerKey.ForNotice ? 1 : 0;
          digests += key instanceof LedgerKey.ForDigest ? 1 : 0;
          failedInARow = 0;
        }
        case Sent.NoTurn _ -> {
          stopped();
          untold(key);
        }
        case Sent.Unanswered _ -> {
          unanswered();
          untold(key);
        }
        case Sent.WindowOver _, Sent.NothingToTell _ -> {}
      }
    }

    private void unanswered() {
      unanswered++;
      failedInARow++;
    }

    SweepReport report() {
      Published published = new Published(alerts, notices, digests, unanswered);
      return new SweepReport(
          overdue, oldest, published, held, failures, undeliverable, untold, finished);
    }
  }
}
