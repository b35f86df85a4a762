package rdsalert.delivery;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import rdsalert.event.EventReader;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;

/**
 * Delivers what is overdue in the ledger: alerts whose run died or could not publish, notices, and
 * digests of windows that are closed. Any number of sweeps may run at once.
 */
public final class Sweep {
  /** What a publish and its bookkeeping may take; with less than this left, a sweep stops. */
  private static final Duration ENOUGH = Duration.ofSeconds(10);

  /**
   * So many failed publishes in a row mean that the channel is down: the rest waits for the next
   * sweep.
   */
  private static final int GIVE_UP_AFTER = 3;

  private final RuleCatalog rules;
  private final AlertLedger ledger;
  private final AlertDelivery delivery;
  private final Limits limits;
  private final InstantSource clock;
  private final Pause pause;
  private final EventReader reader = new EventReader();

  public Sweep(
      RuleCatalog rules,
      AlertLedger ledger,
      AlertDelivery delivery,
      Limits limits,
      InstantSource clock,
      Pause pause) {
    this.rules = rules;
    this.ledger = ledger;
    this.delivery = delivery;
    this.limits = limits;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Works through everything that is due now, until done or short of time.
   *
   * @param remaining how long this run has until it is ended from outside
   * @throws LedgerFailedException if the ledger cannot say what is due
   */
  public SweepReport run(Duration remaining) {
    Instant started = clock.instant();
    Progress progress = new Progress(started, started.plus(remaining).minus(ENOUGH));
    ledger.due(started, due -> work(due, progress));
    return progress.report();
  }

  private boolean work(AlertLedger.Due due, Progress progress) {
    progress.found(due);
    if (progress.publishFailuresInARow >= GIVE_UP_AFTER || !inTime(progress)) {
      progress.finished = false;
      return false;
    }
    try {
      deliver(due.key(), progress);
    } catch (RuntimeException e) { // whatever is wrong with one entry, the rest must go out
      progress.failed(due, e);
    }
    return true;
  }

  private boolean inTime(Progress progress) {
    return clock.instant().isBefore(progress.stopAt);
  }

  private void deliver(LedgerKey key, Progress progress) {
    DetectionRule rule =
        rules
            .find(key.ruleId())
            .orElseThrow(() -> new LedgerFailedException("there is no such rule", false, null));
    if (!awaitTurn(rule, progress)) {
      progress.finished = false;
      return;
    }
    Instant now = clock.instant();
    Instant leaseUntil = Leases.until(now, Leases.LONGEST);
    switch (ledger.takeOver(key, now, leaseUntil)) {
      case Claim.Granted claim -> {
        deliver(rule, claim, progress);
        progress.publishFailuresInARow = 0;
      }
      case Claim.AlreadySent _, Claim.AlreadyHeld _, Claim.Busy _, Claim.Gone _ -> {}
    }
  }

  private void deliver(DetectionRule rule, Claim.Granted claim, Progress progress) {
    switch (claim.key()) {
      case LedgerKey.ForAlert _ -> progress.count(delivery.resume(claim, rule, storedEvent(claim)));
      case LedgerKey.ForNotice _ -> {
        delivery.announcements().sendNotice(rule, claim);
        progress.notices++;
      }
      case LedgerKey.ForDigest _ ->
          progress.digests += delivery.announcements().sendDigest(rule, claim) ? 1 : 0;
    }
  }

  private ManagementEvent storedEvent(Claim.Granted claim) {
    String event = claim.event();
    if (event == null) {
      throw new LedgerFailedException("alert " + claim.key() + " has lost its event", false, null);
    }
    return reader.read(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)));
  }

  /** A sweep has nothing better to do than to wait for its turn, as long as it has the time. */
  private boolean awaitTurn(DetectionRule rule, Progress progress) {
    while (inTime(progress)) {
      Instant now = clock.instant();
      if (ledger.pace(rule.id(), Window.at(now, limits.window()), limits, now)) {
        return true;
      }
      Instant nextSecond = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
      pause.pause(Duration.between(now, nextSecond));
    }
    return false;
  }

  /** What this sweep has done so far. */
  private static final class Progress {
    private final Instant started;
    private final Instant stopAt;
    private final List<String> failures = new ArrayList<>();
    private Duration oldest = Duration.ZERO;
    private int overdue;
    private int alerts;
    private int notices;
    private int digests;
    private int held;
    private int undeliverable;
    private int publishFailuresInARow;
    private boolean finished = true;

    Progress(Instant started, Instant stopAt) {
      this.started = started;
      this.stopAt = stopAt;
    }

    void found(AlertLedger.Due due) {
      overdue++;
      Duration age = Duration.between(due.dueAt(), started);
      oldest = age.compareTo(oldest) > 0 ? age : oldest;
    }

    void failed(AlertLedger.Due due, RuntimeException fault) {
      failures.add(due.key() + ": " + fault.getMessage());
      publishFailuresInARow += fault instanceof PublishFailedException ? 1 : 0;
      boolean passes = fault instanceof DeliveryException e && e.worthRetrying();
      undeliverable += passes ? 0 : 1;
    }

    void count(Outcome outcome) {
      switch (outcome) {
        case Outcome.Alerted _ -> alerts++;
        case Outcome.Held _ -> held++;
        case Outcome.Waiting _, Outcome.Duplicate _, Outcome.Excepted _, Outcome.Ignored _ -> {}
      }
    }

    SweepReport report() {
      return new SweepReport(
          overdue, oldest, alerts, notices, digests, held, failures, undeliverable, finished);
    }
  }
}
