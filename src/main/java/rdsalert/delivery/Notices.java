package rdsalert.delivery;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.CapNotice;
import rdsalert.briefing.HeldAlert;
import rdsalert.briefing.Position;
import rdsalert.delivery.Outbox.Sent;
import rdsalert.render.Renderer;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;

/** The notice that a window is full. */
final class Notices {
  private final RuleCatalog rules;
  private final AlertLedger ledger;
  private final Outbox outbox;
  private final Renderer renderer;
  private final Limits limits;
  private final InstantSource clock;

  /** The window whose notice and digest this process knows to be in the ledger. */
  private volatile @Nullable Window announced;

  Notices(
      RuleCatalog rules,
      AlertLedger ledger,
      Outbox outbox,
      Renderer renderer,
      Limits limits,
      InstantSource clock) {
    this.rules = rules;
    this.ledger = ledger;
    this.outbox = outbox;
    this.renderer = renderer;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Sees to it that a window's notice and digest are in the ledger.
   *
   * @return whether the notice is this run's to send
   */
  boolean announce(Window window, HeldAlert first) {
    if (window.equals(announced)) {
      return false;
    }
    boolean mine = ledger.announce(window, first, Leases.digestDue(window), clock.instant());
    announced = window;
    return mine;
  }

  /**
   * Publishes the notice of a window without waiting for the sweep; if the pace does not let it
   * out, or another run is at it, the sweep does.
   */
  void sendAtOnce(Window window, Turns turns) {
    Instant now = clock.instant();
    LedgerKey key = new LedgerKey.ForNotice(window);
    if (ledger.takeOver(key, now, Leases.until(now, turns.left())) instanceof Claim.Granted claim) {
      send(window, claim, turns);
    }
  }

  /**
   * Publishes a notice that this run has claimed, if anything is held: the run that put it into the
   * ledger may have died before it held its alert.
   */
  Sent send(Window window, Claim.Granted claim, Turns turns) {
    HeldAlert first = firstHeld(window, claim);
    if (first == null) {
      return nothingHeld(window, claim);
    }
    Position place = new Position(window.start(), window.end(), OptionalInt.empty(), limits.cap());
    DetectionRule rule =
        rules.find(first.gravity().ruleId()).orElseGet(() -> rules.rules().getFirst());
    CapNotice notice = new CapNotice(rule, place, limits.reserve(), first, claim.raisedAt());
    return outbox.sendOrPostpone(claim, turns, now -> renderer.render(notice, now));
  }

  private @Nullable HeldAlert firstHeld(Window window, Claim.Granted claim) {
    HeldAlert first = claim.content().firstHeld();
    if (first != null && ledger.isHeld(first.eventId(), window)) {
      return first;
    }
    List<HeldAlert> listed = new ArrayList<>();
    ledger.held(window, held -> !listed.add(held));
    return listed.isEmpty() ? null : listed.getFirst();
  }

  /** Once the digest is due it tells what there is, and a notice would only come late. */
  private Sent nothingHeld(Window window, Claim.Granted claim) {
    Instant now = clock.instant();
    if (now.isBefore(Leases.digestDue(window))) {
      ledger.postpone(claim, now, null);
    } else {
      ledger.confirm(claim, AlertLedger.NOTHING_TO_TELL, now);
    }
    return new Sent.NothingToTell();
  }
}
