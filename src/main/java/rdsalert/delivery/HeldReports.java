package rdsalert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.CapNotice;
import rdsalert.briefing.Digest;
import rdsalert.briefing.HeldAlert;
import rdsalert.delivery.Outbox.Sent;
import rdsalert.render.Renderer;
import rdsalert.rule.RuleCatalog;

/**
 * Tells of what a window held: by a notice once it is full, and by a digest once it is closed.
 *
 * <p>How many alerts were held is counted in the ledger itself; which ones they were is listed by
 * an index that may lag behind. A digest that cannot list all that was counted says so, and is
 * followed by one that completes it once the index has caught up.
 */
final class HeldReports {
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

  /** The window whose notice and digest this process knows to be in the ledger. */
  private volatile @Nullable Window announced;

  HeldReports(
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

  /** Publishes a notice without waiting for the sweep, unless pace or another run is in the way. */
  void sendNoticeAtOnce(Window window, Turns turns) {
    Instant now = clock.instant();
    LedgerKey key = new LedgerKey.ForNotice(window);
    if (ledger.takeOver(key, now, Leases.until(now, turns.left())) instanceof Claim.Granted claim) {
      sendNotice(window, claim, turns);
    }
  }

  /**
   * Publishes a notice that this run has claimed, if anything is held: the run that put it into the
   * ledger may have died before it held its alert. Once the digest is due it tells what there is,
   * and a notice would only come late.
   */
  Sent sendNotice(Window window, Claim.Granted claim, Turns turns) {
    HeldAlert first = firstHeld(window, claim);
    if (first == null) {
      boolean soon = clock.instant().isBefore(Leases.digestDue(window));
      return nothingToTell(claim, soon ? Duration.ZERO : null);
    }
    CapNotice notice =
        new CapNotice(
            rules.find(first.gravity().ruleId()).orElseGet(() -> rules.rules().getFirst()),
            window.place(OptionalInt.empty(), limits),
            limits.reserve(),
            first,
            claim.raisedAt());
    return outbox.sendOrPostpone(claim, turns, now -> renderer.render(notice, now));
  }

  private @Nullable HeldAlert firstHeld(Window window, Claim.Granted claim) {
    HeldAlert first = claim.content().firstHeld();
    if (first != null && ledger.isHeld(first.eventId(), window)) {
      return first;
    }
    List<HeldAlert> listed = new ArrayList<>();
    ledger.held(window, held -> !listed.add(held), _ -> true);
    return listed.isEmpty() ? null : listed.getFirst();
  }

  private Sent nothingToTell(Claim.Granted claim, @Nullable Duration lookAgain) {
    Instant now = clock.instant();
    if (lookAgain == null) {
      ledger.confirm(claim, AlertLedger.NOTHING_TO_TELL, now);
    } else {
      ledger.postpone(claim, now.plus(lookAgain), null);
    }
    return new Sent.NothingToTell();
  }

  /**
   * Publishes a digest that this run has claimed, if there is anything to tell.
   *
   * @param unreadable is told the name of each entry that the digest counts and cannot describe
   */
  Sent sendDigest(Window window, Claim.Granted claim, Turns turns, Consumer<String> unreadable) {
    Listed listed = list(window, claim, turns, unreadable);
    boolean mayGrow =
        !listed.isComplete() && clock.instant().isBefore(window.end().plus(CAUGHT_UP));
    return isNews(listed, claim, mayGrow)
        ? publish(listed, claim, turns, mayGrow)
        : nothingToTell(claim, mayGrow ? NEXT_LOOK : null);
  }

  /** A digest that completes another is sent once, with all there is, if that is more. */
  private boolean isNews(Listed listed, Claim.Granted claim, boolean mayGrow) {
    OptionalInt told = claim.content().told();
    return told.isPresent()
        ? !mayGrow && listed.tally().held() > told.getAsInt()
        : !listed.tally().isEmpty() || isKnown(listed);
  }

  /** Nothing can be listed, but a notice told people that alerts are held. */
  private boolean isKnown(Listed listed) {
    return listed.counted() > 0 && ledger.isOut(new LedgerKey.ForNotice(listed.window()));
  }

  private Listed list(
      Window window, Claim.Granted claim, Turns turns, Consumer<String> unreadable) {
    int counted = ledger.counted(window);
    Tally tally = new Tally();
    ledger.held(
        window,
        held -> {
          tally.accept(held);
          return turns.hasTime(claim, TO_PUBLISH);
        },
        name -> {
          tally.unreadable();
          unreadable.accept(name);
          return turns.hasTime(claim, TO_PUBLISH);
        });
    HeldAlert first = claim.content().firstHeld();
    if (tally.isEmpty() && first != null && ledger.isHeld(first.eventId(), window)) {
      tally.accept(first);
    }
    return new Listed(window, tally, counted);
  }

  private Sent publish(Listed listed, Claim.Granted claim, Turns turns, boolean more) {
    Window window = listed.window();
    Tally tally = listed.tally();
    ledger.excepted(window, tally::excepted);
    Digest.Listing listing = ledger.listing(window);
    Digest.Held held =
        new Digest.Held(listed.counted(), tally.held(), claim.content().told(), more);
    Outbox.Writer writer =
        now ->
            renderer.render(
                tally.digest(rules, window.place(OptionalInt.empty(), limits), held, listing, now),
                now);
    return more
        ? outbox.sendOrPostpone(
            claim,
            turns,
            writer,
            messageId -> ledger.reopen(claim, tally.held(), clock.instant().plus(NEXT_LOOK)))
        : outbox.sendOrPostpone(claim, turns, writer);
  }

  /** What the index lists of a window, and how many the ledger counted itself. */
  private record Listed(Window window, Tally tally, int counted) {
    boolean isComplete() {
      return tally.held() >= counted;
    }
  }
}
