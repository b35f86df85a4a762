package rdsalert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Alert.Position;
import rdsalert.briefing.Digest;
import rdsalert.briefing.HeldAlert;
import rdsalert.briefing.WindowReport.CapNotice;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.AlertPublisher.Topic;
import rdsalert.delivery.Outbox.Sent;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.ManagementEvent;
import rdsalert.event.OwnCalls.DailyProof;
import rdsalert.render.CalmMessage;
import rdsalert.render.Message;
import rdsalert.rule.RuleCatalog;

/**
 * Tells of what a window held: by a notice once it is full, and by a digest once it is closed; and
 * once a week that messages come at all.
 *
 * <p>How many alerts were held is counted in the ledger itself; which ones they were is listed by
 * an index that may lag behind. A digest that cannot list all that was counted says so, and is
 * followed by one that completes it once the index has caught up.
 */
record HeldReports(
    RuleCatalog rules, AlertLedger ledger, Outbox outbox, Limits limits, InstantSource clock) {

  /** When it is looked again whether the index has caught up. */
  private static final Duration NEXT_LOOK = Duration.ofMinutes(10);

  /** An index that is still behind by then never listed the rest: runs died that had counted it. */
  private static final Duration CAUGHT_UP = Duration.ofMinutes(30);

  /** Listing ends when this much of the lease or of the run's time is left: enough to publish. */
  private static final Duration TO_PUBLISH = Duration.ofSeconds(45);

  /** Publishes a notice at once, unless pace or another run is in the way; 1 if unanswered. */
  int sendNoticeAtOnce(Window window, Turns turns) {
    LedgerKey key = new LedgerKey.ForNotice(window);
    return turns.takeOver(key, clock.instant()) instanceof Claim.Granted claim
            && sendNotice(window, claim, turns) instanceof Sent.Unanswered
        ? 1
        : 0;
  }

  /**
   * Publishes a notice that this run has claimed, if anything is held: the run that put it there
   * may have died before. Once the digest is due a notice would only come late.
   */
  Sent sendNotice(Window window, Claim.Granted claim, Turns turns) {
    HeldAlert first = firstHeld(window, claim);
    if (first == null) {
      boolean soon = clock.instant().isBefore(window.digestDue());
      return nothingToTell(claim, soon ? Duration.ZERO : null);
    }
    CapNotice notice =
        new CapNotice(
            rules.findOrLeast(first.gravity().ruleId()),
            window.place(OptionalInt.empty(), limits.cap()),
            limits.reserve(),
            first,
            claim.raisedAt());
    return outbox.send(claim, Instant.MAX, turns, now -> Message.of(notice, now));
  }

  /**
   * The first proof of a week goes on to each topic, and what an earlier run left the sweep sends;
   * gives how many got no answer.
   */
  int prove(ManagementEvent event, Turns turns) {
    int unanswered = 0;
    for (Topic topic : Topic.values()) {
      LedgerKey.ForProof key = new LedgerKey.ForProof(DailyProof.weekOf(event), topic);
      if (turns.claim(key, event, clock.instant()) instanceof Claim.Granted claim
          && sendProof(key, claim, event, turns) instanceof Sent.Unanswered) {
        unanswered++;
      }
    }
    return unanswered;
  }

  /** Publishes a week's proof that this run has claimed. */
  Sent sendProof(LedgerKey.ForProof key, Claim.Granted claim, ManagementEvent event, Turns turns) {
    return new Outbox(ledger, outbox.publisher().to(key.topic()), clock)
        .send(claim, Instant.MAX, turns, now -> CalmMessage.proof(event, now));
  }

  private @Nullable HeldAlert firstHeld(Window window, Claim.Granted claim) {
    HeldAlert first = announced(window, claim);
    if (first != null) {
      return first;
    }
    List<HeldAlert> listed = new ArrayList<>();
    ledger.held(window, held -> !listed.add(held));
    return listed.isEmpty() ? null : listed.getFirst();
  }

  /** The alert for which the window was announced, if that was held indeed. */
  private @Nullable HeldAlert announced(Window window, Claim.Granted claim) {
    HeldAlert first = claim.content().firstHeld();
    return first != null && ledger.isHeld(first.eventId(), window) ? first : null;
  }

  private Sent nothingToTell(Claim.Granted claim, @Nullable Duration lookAgain) {
    if (lookAgain == null) {
      ledger.confirm(claim, AlertLedger.NOTHING_TO_TELL, clock.instant());
    } else {
      ledger.postpone(claim, clock.instant().plus(lookAgain));
    }
    return new Sent.Nothing();
  }

  /** Publishes a digest that this run has claimed, if there is anything to tell. */
  Sent sendDigest(Window window, Claim.Granted claim, Turns turns) {
    int counted = ledger.counted(window);
    Tally tally = tally(window, claim, turns);
    boolean more =
        tally.held() < Math.min(counted, Tally.MOST)
            && clock.instant().isBefore(window.end().plus(CAUGHT_UP));
    Digest.Held held = new Digest.Held(counted, tally.held(), claim.content().told(), more);
    return isNews(held, window)
        ? publish(tally, held, window, claim, turns)
        : nothingToTell(claim, more ? NEXT_LOOK : null);
  }

  /**
   * A digest that completes another is sent once, with all there is, if that is more. If nothing
   * can be listed, a notice may have told people that alerts are held.
   */
  private boolean isNews(Digest.Held held, Window window) {
    return held.toldBefore().isPresent()
        ? !held.more() && held.listed() > held.toldBefore().getAsInt()
        : held.listed() > 0
            || (held.counted() > 0 && ledger.isOut(new LedgerKey.ForNotice(window)));
  }

  /** What the index lists, as far as there is time. */
  private Tally tally(Window window, Claim.Granted claim, Turns turns) {
    Tally tally = new Tally();
    ledger.held(
        window,
        held -> {
          tally.accept(held);
          return tally.held() < Tally.MOST && turns.hasTime(claim, TO_PUBLISH);
        });
    HeldAlert first = tally.held() == 0 ? announced(window, claim) : null;
    if (first != null) {
      tally.accept(first);
    }
    return tally;
  }

  private Sent publish(
      Tally tally, Digest.Held held, Window window, Claim.Granted claim, Turns turns) {
    ledger.excepted(window, tally::excepted);
    Digest.Listing listing = ledger.listing(window);
    Position place = window.place(OptionalInt.empty(), limits.cap());
    Function<Instant, Message> writer =
        now -> Message.of(tally.digest(rules, place, held, listing, now), now);
    return held.more()
        ? outbox.send(claim, Instant.MAX, turns, writer, _ -> reopen(claim, held.listed()))
        : outbox.send(claim, Instant.MAX, turns, writer);
  }

  private void reopen(Claim.Granted claim, int told) {
    ledger.postpone(claim.completing(told), clock.instant().plus(NEXT_LOOK));
  }
}
