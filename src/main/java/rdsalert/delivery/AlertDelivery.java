package rdsalert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import rdsalert.alert.Alert;
import rdsalert.alert.HeldAlert;
import rdsalert.alert.Place;
import rdsalert.alert.Renderer;
import rdsalert.delivery.Admission.Admitted;
import rdsalert.delivery.Admission.Refused;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.rule.Verdict;
import rdsalert.silence.Silence;
import rdsalert.silence.SilenceVerdict;
import rdsalert.silence.Silences;

/**
 * The main job: an event is judged, claimed, admitted, published and confirmed.
 *
 * <p>Whatever goes wrong leaves as an exception, so that the run fails and is retried; the ledger
 * then knows how far the work had got.
 */
public final class AlertDelivery {
  private final RuleCatalog rules;
  private final Silences exceptions;
  private final AlertLedger ledger;
  private final Renderer renderer;
  private final Limits limits;
  private final InstantSource clock;
  private final Outbox outbox;
  private final Announcements announcements;

  public AlertDelivery(
      RuleCatalog rules,
      Silences exceptions,
      AlertLedger ledger,
      AlertPublisher publisher,
      Renderer renderer,
      Limits limits,
      InstantSource clock) {
    this.rules = rules;
    this.exceptions = exceptions;
    this.ledger = ledger;
    this.renderer = renderer;
    this.limits = limits;
    this.clock = clock;
    this.outbox = new Outbox(ledger, publisher, clock);
    this.announcements = new Announcements(ledger, outbox, renderer, limits, clock);
  }

  /**
   * Delivers one event to whoever must know of it.
   *
   * @param remaining how long this run has until it is ended from outside
   * @return one outcome for each rule that matched, else a single {@link Outcome.Ignored}
   * @throws AlertInProgressException if another run is at work on it
   * @throws PublishFailedException if the alert could not be published; it is kept and tried again
   * @throws LedgerFailedException if the ledger does not answer
   * @throws LeaseLostException if this run took so long that another may be at work on it
   */
  public List<Outcome> deliver(ManagementEvent event, Duration remaining) {
    List<Outcome> outcomes = new ArrayList<>();
    List<Verdict.NotMatched> refusals = new ArrayList<>();
    Failures failures = new Failures();
    for (DetectionRule rule : rules.rules()) {
      switch (rule.judge(event)) {
        case Verdict.Matched matched ->
            failures.collect(() -> outcomes.add(deliver(matched.rule(), event, remaining)));
        case Verdict.NotMatched refused -> refusals.add(refused);
      }
    }
    failures.rethrow();
    return outcomes.isEmpty() ? List.of(new Outcome.Ignored(refusals)) : List.copyOf(outcomes);
  }

  private Outcome deliver(DetectionRule rule, ManagementEvent event, Duration remaining) {
    Instant now = clock.instant();
    return switch (exceptions.judge(rule, event, now)) {
      case SilenceVerdict.Silenced(Silence by) -> except(rule, event, by, now, remaining);
      case SilenceVerdict.Raised _ -> claim(rule, event, now, remaining);
    };
  }

  /** An alert that was taken up before there was the exception is delivered all the same. */
  private Outcome except(
      DetectionRule rule, ManagementEvent event, Silence by, Instant now, Duration remaining) {
    String id = Alert.idOf(rule, event);
    LedgerKey.ForAlert key = new LedgerKey.ForAlert(rule.id(), event.eventId());
    return switch (ledger.except(key, by.id(), HeldAlert.of(event), windowAt(now), now)) {
      case FIRST -> new Outcome.Excepted(id, by);
      case BEFORE -> new Outcome.Duplicate(id, Outcome.Earlier.EXCEPTED);
      case TAKEN_UP -> claim(rule, event, now, remaining);
    };
  }

  private Outcome claim(
      DetectionRule rule, ManagementEvent event, Instant now, Duration remaining) {
    LedgerKey.ForAlert key = new LedgerKey.ForAlert(rule.id(), event.eventId());
    Instant leaseUntil = Leases.until(now, remaining);
    String id = Alert.idOf(rule, event);
    return switch (ledger.claim(key, event.text(), windowAt(now), now, leaseUntil)) {
      case Claim.Granted claim -> proceed(new Work(claim, rule, event, false));
      case Claim.AlreadySent _ -> new Outcome.Duplicate(id, Outcome.Earlier.SENT);
      case Claim.AlreadyHeld _ -> new Outcome.Duplicate(id, Outcome.Earlier.HELD);
      case Claim.Busy busy -> throw new AlertInProgressException(id, busy.leaseUntil());
      case Claim.Gone _ ->
          throw new LedgerFailedException("alert " + id + " vanished from the ledger", true, null);
    };
  }

  /** Goes on with an alert that an earlier run left; the caller has taken a publish for it. */
  Outcome resume(Claim.Granted claim, DetectionRule rule, ManagementEvent event) {
    return proceed(new Work(claim, rule, event, true));
  }

  Announcements announcements() {
    return announcements;
  }

  private Outcome proceed(Work work) {
    return switch (work.claim().stage()) {
      case ADMITTED -> publishInTurn(work, work.claim().number());
      case CLAIMED -> work.claim().takenOver() ? pickUp(work) : admit(work);
    };
  }

  /** An earlier run died on it, perhaps with a place; if without, the present window counts it. */
  private Outcome pickUp(Work work) {
    Claim.Granted claim = work.claim();
    if (ledger.isAdmitted(claim)) {
      return publishInTurn(work, OptionalInt.empty());
    }
    Window present = windowAt(clock.instant());
    if (present.equals(claim.window())) {
      return admit(work);
    }
    ledger.move(claim, present);
    return admit(new Work(claim.in(present), work.rule(), work.event(), work.hasTurn()));
  }

  private Outcome admit(Work work) {
    Limits pace = work.hasTurn() ? limits.unpaced() : limits;
    String actor = work.event().actor().key();
    return switch (ledger.admit(work.claim(), actor, pace, clock.instant())) {
      case Admitted(OptionalInt number, boolean now) when now -> publish(work, number);
      case Admitted(OptionalInt number, boolean _) -> leaveToSweep(work, number);
      case Refused(boolean announced) -> hold(work, announced);
    };
  }

  private Outcome publishInTurn(Work work, OptionalInt number) {
    Instant now = clock.instant();
    return work.hasTurn() || ledger.pace(work.rule().id(), windowAt(now), limits, now)
        ? publish(work, number)
        : leaveToSweep(work, number);
  }

  private Outcome publish(Work work, OptionalInt number) {
    Claim.Granted claim = work.claim();
    Place place = place(claim, number);
    Alert alert =
        Alert.raise(work.rule(), work.event(), place, claim.raisedAt(), limits.lookBack())
            .with(remarks(work));
    String messageId = outbox.send(claim, number, renderer.render(alert, clock.instant()));
    return new Outcome.Alerted(alert.id(), place, messageId, alert.late());
  }

  private List<SilenceVerdict.Remark> remarks(Work work) {
    return switch (exceptions.judge(work.rule(), work.event(), clock.instant())) {
      case SilenceVerdict.Raised(var remarks) -> remarks;
      case SilenceVerdict.Silenced _ -> List.of();
    };
  }

  private Outcome leaveToSweep(Work work, OptionalInt number) {
    ledger.postpone(work.claim(), number, clock.instant(), null);
    return new Outcome.Waiting(work.alertId(), place(work.claim(), number));
  }

  private Outcome hold(Work work, boolean announced) {
    Claim.Granted claim = work.claim();
    HeldAlert summary = HeldAlert.of(work.event());
    if (!announced) {
      ledger.announce(claim, summary, Leases.digestDue(claim.window()), clock.instant());
    }
    ledger.hold(claim, summary, clock.instant());
    if (!announced) {
      announcements.noticeAtOnce(work.rule(), claim);
    }
    return new Outcome.Held(work.alertId(), place(claim, OptionalInt.empty()));
  }

  private Window windowAt(Instant instant) {
    return Window.at(instant, limits.window());
  }

  private Place place(Claim.Granted claim, OptionalInt number) {
    return new Place(claim.window().start(), claim.window().end(), number, limits.cap());
  }

  /**
   * An alert that this run has claimed.
   *
   * @param hasTurn whether one of this second's publishes was taken for it already
   */
  private record Work(
      Claim.Granted claim, DetectionRule rule, ManagementEvent event, boolean hasTurn) {
    String alertId() {
      return Alert.idOf(rule, event);
    }
  }
}
