package rdsalert.delivery;

import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;
import rdsalert.alert.CapNotice;
import rdsalert.alert.Digest;
import rdsalert.alert.HeldAlert;
import rdsalert.alert.Place;
import rdsalert.alert.Renderer;
import rdsalert.rule.DetectionRule;

/** The notice that a window is full, and the digest of what it held. */
final class Announcements {
  /** What the ledger keeps as message id of a digest that had nothing to tell. */
  private static final String NOTHING_HELD = "nothing-held";

  private final AlertLedger ledger;
  private final Outbox outbox;
  private final Renderer renderer;
  private final Limits limits;
  private final InstantSource clock;

  Announcements(
      AlertLedger ledger, Outbox outbox, Renderer renderer, Limits limits, InstantSource clock) {
    this.ledger = ledger;
    this.outbox = outbox;
    this.renderer = renderer;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Publishes the notice of a window without waiting for the sweep; if the pace does not let it
   * out, or another run is at it, the sweep does.
   */
  void noticeAtOnce(DetectionRule rule, Claim.Granted held) {
    Instant now = clock.instant();
    if (!ledger.pace(rule.id(), Window.at(now, limits.window()), limits, now)) {
      return;
    }
    LedgerKey key = new LedgerKey.ForNotice(rule.id(), held.window());
    if (ledger.takeOver(key, now, held.leaseUntil()) instanceof Claim.Granted claim) {
      sendNotice(rule, claim);
    }
  }

  /** Publishes a notice that this run has claimed. */
  void sendNotice(DetectionRule rule, Claim.Granted claim) {
    HeldAlert first = claim.firstHeld();
    if (first == null) {
      throw new LedgerFailedException(
          "notice " + claim.key() + " has lost its content", false, null);
    }
    CapNotice notice =
        new CapNotice(rule, place(claim.window()), limits.reserve(), first, claim.raisedAt());
    outbox.send(claim, OptionalInt.empty(), renderer.render(notice, clock.instant()));
  }

  /**
   * Publishes a digest that this run has claimed.
   *
   * @return whether there was anything to tell: if the run that was to hold the first alert died,
   *     and a later window counted it, there is not
   */
  boolean sendDigest(DetectionRule rule, Claim.Granted claim) {
    Tally tally = new Tally();
    ledger.held(rule.id(), claim.window(), tally);
    if (tally.isEmpty()) {
      ledger.confirm(claim, NOTHING_HELD, clock.instant());
      return false;
    }
    ledger.excepted(rule.id(), claim.window(), tally::excepted);
    Digest digest =
        tally.digest(
            rule,
            place(claim.window()),
            ledger.listing(rule.id(), claim.window()),
            clock.instant());
    outbox.send(claim, OptionalInt.empty(), renderer.render(digest, clock.instant()));
    return true;
  }

  private Place place(Window window) {
    return new Place(window.start(), window.end(), OptionalInt.empty(), limits.cap());
  }
}
