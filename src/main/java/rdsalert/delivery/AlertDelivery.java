package rdsalert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Alert.Position;
import rdsalert.briefing.HeldAlert;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.DeliveryException.AlertInProgressException;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.HitFinder.Hit;
import rdsalert.delivery.HitFinder.Judgement;
import rdsalert.delivery.Outbox.Sent;
import rdsalert.delivery.Outcome.Reason;
import rdsalert.delivery.Turns.TimeLeft;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.ManagementEvent;
import rdsalert.event.OwnCalls;
import rdsalert.event.OwnCalls.DailyProof;
import rdsalert.render.Message;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silence;
import rdsalert.silence.SilenceSource;

/**
 * The main job: an event is judged, claimed, admitted, published and confirmed.
 *
 * <p>Every fault leaves as an exception, so that the run fails and is retried; the ledger then
 * knows how far the work had got.
 */
public final class AlertDelivery {
  /** So long the copy of what was perhaps sent waits for a window with a place. */
  private static final Duration LONGEST_FOR_A_COPY = Duration.ofHours(3);

  /** Windows are at least a minute long, so two of them never end during one delivery. */
  private static final int MOST_WINDOWS = 2;

  private final HitFinder hits;
  private final AlertLedger ledger;
  private final Limits limits;
  private final InstantSource clock;
  private final DailyProof proof;
  private final Outbox outbox;
  private final HeldReports reports;

  /** The window whose notice and digest this process knows to be in the ledger. */
  private volatile @Nullable Window announced;

  public AlertDelivery(
      RuleCatalog rules,
      SilenceSource exceptions,
      AlertLedger ledger,
      AlertPublisher publisher,
      Limits limits,
      InstantSource clock,
      OwnCalls own) {
    this.hits = new HitFinder(rules, exceptions, own);
    this.ledger = ledger;
    this.limits = limits;
    this.clock = clock;
    this.proof = own.proof();
    this.outbox = new Outbox(ledger, publisher, clock);
    this.reports = new HeldReports(rules, ledger, outbox, limits, clock);
  }

  public Outcome deliver(ManagementEvent event, TimeLeft left) {
    Turns turns = new Turns(ledger, limits, clock, left, Optional.empty());
    if (!proof.is(event)) {
      return judge(event, turns);
    }
    return new Outcome.Proved(proof.told() ? reports.prove(event, turns) : 0);
  }

  private Outcome judge(ManagementEvent event, Turns turns) {
    return switch (hits.judge(event, clock)) {
      case Judgement.Ignored(String reason) -> new Outcome.Ignored(reason);
      case Judgement.Silenced(Hit hit, Silence by) -> except(hit, by, turns);
      case Judgement.Raised(Hit hit) ->
          claimed(turns.claim(hit.key(), hit.kept(), clock.instant()), hit, turns);
    };
  }

  /** An alert that was taken up before there was the exception is delivered all the same. */
  private Outcome except(Hit hit, Silence by, Turns turns) {
    Instant now = clock.instant();
    Window window = Window.at(now, limits.window());
    Claim before = ledger.except(hit.key(), by.id(), hit.summary(), window, now);
    return before instanceof Claim.Gone
        ? new Outcome.Excepted(hit.alertId(), by)
        : claimed(before, hit, turns);
  }

  private Outcome claimed(Claim claim, Hit hit, Turns turns) {
    String id = hit.alertId();
    return switch (claim) {
      case Claim.Granted granted when granted.takenOver() -> resume(granted, turns);
      case Claim.Granted granted -> proceed(new Work(granted, hit, turns));
      case Claim.Done(Outcome.Earlier earlier) -> new Outcome.Duplicate(id, earlier);
      case Claim.Open open -> goOn(open, hit, turns);
      case Claim.Gone _ ->
          throw new LedgerFailedException("alert " + id + " vanished from the ledger", true, null);
    };
  }

  /** The lease is compared with the time after the answer, which may have taken long. */
  private Outcome goOn(Claim.Open open, Hit hit, Turns turns) {
    Instant now = clock.instant();
    if (!open.leaseUntil().isBefore(now)) {
      throw new AlertInProgressException(hit.alertId(), open.leaseUntil());
    }
    return open.perhapsSent() && open.dueAt().isAfter(now)
        ? new Outcome.Waiting(hit.alertId(), Optional.empty(), Reason.PERHAPS_SENT_BEFORE)
        : claimed(turns.takeOver(hit.key(), now), hit, turns);
  }

  /** Goes on with an alert that an earlier run left, as that took it up. */
  Outcome resume(Claim.Granted claim, Turns turns) {
    return proceed(new Work(claim, hits.hit(claim.event()), turns));
  }

  HeldReports reports() {
    return reports;
  }

  private Outcome proceed(Work work) {
    for (int round = 0; round < MOST_WINDOWS; round++) {
      Window window = Window.at(clock.instant(), limits.window());
      Optional<Position> place = admit(work, window);
      if (place.isEmpty()) {
        return noPlace(work, window);
      }
      Optional<Outcome> outcome = publish(work, window, place.get());
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    return postpone(work, clock.instant(), Reason.NO_TURN);
  }

  /** What concerns the stack itself needs no place, only a turn, so no flood can have it held. */
  private Optional<Position> admit(Work work, Window window) {
    return work.hit().own()
        ? Optional.of(window.place(OptionalInt.empty(), Limits.NO_CAP))
        : ledger.admit(work.claim(), work.hit().applicant(), window, limits);
  }

  /** Empty if the window ended before the alert got its turn. */
  private Optional<Outcome> publish(Work work, Window window, Position place) {
    Hit hit = work.hit();
    Claim.Granted claim = work.claim();
    Alert alert = hit.alert(place, claim.raisedAt(), limits);
    Sent sent =
        outbox.send(
            claim,
            window.end(),
            work.turns(),
            now -> Message.of(alert.with(hits.remarks(hit, now)), now));
    return switch (sent) {
      case Sent.Published(String messageId) -> {
        boolean copy = claim.tries().made() > 0;
        yield Optional.of(new Outcome.Alerted(alert.id(), place, messageId, alert.late(), copy));
      }
      case Sent.NoTurn _ ->
          Optional.of(new Outcome.Waiting(alert.id(), Optional.of(place), Reason.NO_TURN));
      case Sent.Unanswered _ ->
          Optional.of(new Outcome.Waiting(alert.id(), Optional.of(place), Reason.PERHAPS_SENT_NOW));
      case Sent.Nothing _ -> Optional.empty();
    };
  }

  private Outcome postpone(Work work, Instant dueAt, Reason reason) {
    ledger.postpone(work.claim(), dueAt);
    return new Outcome.Waiting(work.hit().alertId(), Optional.empty(), reason);
  }

  /**
   * The next copy of what was perhaps sent waits for the next window; but new alerts may take every
   * place of every window, so in the end a digest tells of it.
   */
  private Outcome noPlace(Work work, Window window) {
    Instant lastTry = work.claim().tries().last();
    return clock.instant().isBefore(lastTry.plus(LONGEST_FOR_A_COPY))
        ? postpone(work, window.end(), Reason.PERHAPS_SENT_BEFORE)
        : hold(work, window);
  }

  private Outcome hold(Work work, Window window) {
    if (!work.turns().hasTime(work.claim(), Outbox.ATTEMPT)) {
      return postpone(work, clock.instant(), Reason.NO_TURN);
    }
    HeldAlert summary = work.hit().summary();
    boolean first =
        !window.equals(announced)
            && ledger.announce(window, summary, window.digestDue(), clock.instant());
    announced = window;
    ledger.count(work.claim(), window);
    ledger.hold(work.claim(), window, summary, clock.instant());
    int unanswered = first ? reports.sendNoticeAtOnce(window, work.turns()) : 0;
    Position place = window.place(OptionalInt.empty(), limits.cap());
    return new Outcome.Held(work.hit().alertId(), place, unanswered);
  }

  private record Work(Claim.Granted claim, Hit hit, Turns turns) {}
}
