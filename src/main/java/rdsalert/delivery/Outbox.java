package rdsalert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.DeliveryException.LeaseLostException;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.render.Message;

/**
 * Publishes what a run has claimed: takes a turn, notes the attempt in the ledger, publishes, and
 * confirms.
 *
 * <p>The note comes first, so that a later run can tell <em>died before publishing</em> from
 * <em>perhaps published</em>. If it cannot be written nothing is published.
 */
record Outbox(AlertLedger ledger, AlertPublisher publisher, InstantSource clock) {
  /** What one attempt may take at worst: its note, the publish and the confirmation. */
  static final Duration ATTEMPT = Duration.ofSeconds(20);

  /** So often what was surely not taken is tried in one go. */
  private static final int MOST_TRIES = 3;

  /** The next sweep tries again; so does Lambda, if this was its run. */
  private static final Duration NEXT_TRY = Duration.ofSeconds(1);

  private static final String TOO_SLOW =
      "the ledger is so slow that no turn could be used in its second, and nothing was published";

  /** What became of an attempt to publish. */
  sealed interface Sent {
    record Published(String messageId) implements Sent {}

    /** There was no turn for it, or no time; nothing was published, and it waits. */
    record NoTurn() implements Sent {}

    /** No answer came: it may have been taken, and is tried again when it is due. */
    record Unanswered() implements Sent {}

    /** Nothing was published: there is nothing to tell, or the window to count in is over. */
    record Nothing() implements Sent {}
  }

  /**
   * Publishes a message, written as of its time, as long as that lies before {@code until}.
   *
   * @throws PublishFailedException if it was surely not taken; the entry then waits in the ledger
   * @throws LedgerFailedException likewise, if every turn lapsed before it could be used
   */
  Sent send(Claim.Granted claim, Instant until, Turns turns, Function<Instant, Message> writer) {
    return send(claim, until, turns, writer, id -> ledger.confirm(claim, id, clock.instant()));
  }

  /** Like it, with something else to note once the message was taken under an id. */
  Sent send(
      Claim.Granted claim,
      Instant until,
      Turns turns,
      Function<Instant, Message> writer,
      Consumer<String> onceTaken) {
    Sent sent = attempt(claim, until, turns, writer);
    if (sent instanceof Sent.Published(String messageId)) {
      onceTaken.accept(messageId);
    } else if (sent instanceof Sent.NoTurn) {
      ledger.postpone(claim, clock.instant());
    }
    return sent;
  }

  private Sent attempt(
      Claim.Granted claim, Instant until, Turns turns, Function<Instant, Message> writer) {
    for (int tried = 1; tried <= MOST_TRIES; tried++) {
      Optional<Instant> turn = turns.take(claim, ATTEMPT);
      if (turn.isEmpty()) {
        return new Sent.NoTurn();
      }
      Instant now = clock.instant();
      if (!now.isBefore(until)) {
        return new Sent.Nothing();
      }
      Message message = writer.apply(now);
      announce(claim);
      if (isGood(turn.get())) {
        Optional<Sent> sent = publish(claim, message, tried == MOST_TRIES);
        if (sent.isPresent()) {
          return sent.get();
        }
      } else {
        turns.awaitNextSecond();
      }
    }
    throw keep(claim, new LedgerFailedException(TOO_SLOW, true, null));
  }

  /** A turn lapses with its second: else the turns of three seconds could be used in one. */
  private boolean isGood(Instant turn) {
    return clock.instant().getEpochSecond() == turn.getEpochSecond();
  }

  private void announce(Claim.Granted claim) {
    Instant now = clock.instant();
    if (!Turns.holds(claim, now)) {
      throw new LeaseLostException(claim.key());
    }
    ledger.announceTry(claim, claim.tries().with(now));
  }

  /** Empty if it was surely not taken and is worth another try at once. */
  private Optional<Sent> publish(Claim.Granted claim, Message message, boolean last) {
    try {
      return Optional.of(new Sent.Published(publisher.publish(message)));
    } catch (PublishFailedException e) {
      if (e.mayHaveBeenTaken()) {
        return Optional.of(new Sent.Unanswered());
      }
      if (last || !e.worthRetrying()) {
        throw keep(claim, e);
      }
      return Optional.empty();
    }
  }

  /** If even this fails the entry counts as perhaps sent, and is tried again when it is due. */
  private <T extends DeliveryException> T keep(Claim.Granted claim, T failure) {
    try {
      ledger.postpone(claim, clock.instant().plus(NEXT_TRY));
    } catch (LedgerFailedException | LeaseLostException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }
}
