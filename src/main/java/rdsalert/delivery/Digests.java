package rdsalert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;
import rdsalert.briefing.Digest;
import rdsalert.briefing.HeldAlert;
import rdsalert.briefing.Position;
import rdsalert.delivery.Outbox.Sent;
import rdsalert.render.Renderer;
import rdsalert.rule.RuleCatalog;

/**
 * The digest of what a window held.
 *
 * <p>How many alerts were held is counted in the ledger itself; which ones they were is listed by
 * an index that may lag behind. A digest that cannot list all that was counted says so, and is
 * followed by one that completes it once the index has caught up.
 */
final class Digests {
  /** When it is looked again whether the index has caught up. */
  private static final Duration NEXT_LOOK = Duration.ofMinutes(10);

  /** An index that is still behind by then never listed the rest: runs died that had counted it. */
  private static final Duration CAUGHT_UP = Duration.ofMinutes(30);

  /** Listing ends when this much of the lease or of the run's time is left: enough to publish. */
  private static final Duration TO_PUBLISH = Duration.ofSeconds(45);

  private final RuleCatalog rules;
  private final AlertLedger ledger;
  private final Outbox outbox;
  private final Renderer renderer;
  private final Limits limits;
  private final InstantSource clock;

  Digests(
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

  /** Publishes a digest that this run has claimed, if there is anything to tell. */
  Sent send(Window window, Claim.Granted claim, Turns turns) {
    int counted = ledger.counted(window);
    Listed listed = new Listed(list(window, claim, turns), counted);
    boolean mayGrow =
        !listed.isComplete() && clock.instant().isBefore(window.end().plus(CAUGHT_UP));
    OptionalInt told = claim.content().told();
    if (told.isPresent()) {
      return mayGrow || listed.tally().held() <= told.getAsInt()
          ? nothingToTell(claim, mayGrow)
          : publish(window, claim, turns, listed, false);
    }
    return listed.tally().isEmpty() && !isKnown(window, counted)
        ? nothingToTell(claim, mayGrow)
        : publish(window, claim, turns, listed, mayGrow);
  }

  private Tally list(Window window, Claim.Granted claim, Turns turns) {
    Tally tally = new Tally();
    ledger.held(
        window,
        held -> {
          tally.accept(held);
          return hasTimeToList(claim, turns);
        });
    HeldAlert first = claim.content().firstHeld();
    if (tally.isEmpty() && first != null && ledger.isHeld(first.eventId(), window)) {
      tally.accept(first);
    }
    ledger.excepted(window, tally::excepted);
    return tally;
  }

  private boolean hasTimeToList(Claim.Granted claim, Turns turns) {
    return turns.left().isAtLeast(TO_PUBLISH)
        && clock.instant().isBefore(claim.leaseUntil().minus(TO_PUBLISH));
  }

  /** Nothing can be listed, but a notice told people that alerts are held. */
  private boolean isKnown(Window window, int counted) {
    return counted > 0 && ledger.isOut(new LedgerKey.ForNotice(window));
  }

  private Sent nothingToTell(Claim.Granted claim, boolean lookAgain) {
    Instant now = clock.instant();
    if (lookAgain) {
      ledger.postpone(claim, now.plus(NEXT_LOOK), null);
    } else {
      ledger.confirm(claim, AlertLedger.NOTHING_TO_TELL, now);
    }
    return new Sent.NothingToTell();
  }

  private Sent publish(
      Window window, Claim.Granted claim, Turns turns, Listed listed, boolean more) {
    Position place = new Position(window.start(), window.end(), OptionalInt.empty(), limits.cap());
    Digest.Listing listing = ledger.listing(window);
    OptionalInt told = claim.content().told();
    Tally tally = listed.tally();
    Outbox.Writer writer =
        now ->
            renderer.render(
                tally.digest(rules, place, listed.counted(), told, more, listing, now), now);
    return more
        ? outbox.sendOrPostpone(
            claim,
            turns,
            writer,
            messageId -> ledger.reopen(claim, tally.held(), clock.instant().plus(NEXT_LOOK)))
        : outbox.sendOrPostpone(claim, turns, writer);
  }

  /** What the index lists of a window, and how many the ledger counted itself. */
  private record Listed(Tally tally, int counted) {
    boolean isComplete() {
      return tally.held() >= counted;
    }
  }
}
