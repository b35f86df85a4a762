package rdsalert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import rdsalert.delivery.DeliveryException.LeaseLostException;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.render.Message;

/**
 * Publishes what a run has claimed: takes a turn, notes the attempt in the ledger, publishes,
 * confirms.
 *
 * <p>The note comes first, so that a later run can tell <em>died before publishing</em> from
 * <em>perhaps published</em>. If it cannot be written nothing is published.
 */
final class Outbox {
  /** What one attempt may take at worst: its note, the publish and the confirmation. */
  static final Duration ATTEMPT = Duration.ofSeconds(20);

  /** So often what was surely not taken is tried in one go. */
  private static final int MOST_TRIES = 3;

  /** The next sweep tries again; so does Lambda, if this was its run. */
  private static final Duration NEXT_TRY = Duration.ofSeconds(1);

  private final AlertLedger ledger;
  private final AlertPublisher publisher;
  private final InstantSource clock;

  Outbox(AlertLedger ledger, AlertPublisher publisher, InstantSource clock) {
    this.ledger = ledger;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** What became of an attempt to publish. */
  sealed interface Sent {
    /** It was taken and confirmed. */
    record Published(String messageId) implements Sent {}

    /** There was no turn for it, or no time; nothing was published. */
    record NoTurn() implements Sent {}

    /** The window that it was to count in is over; nothing was published. */
    record WindowOver() implements Sent {}

    /** No answer came: it may have been taken, and is tried again when it is due. */
    record Unanswered() implements Sent {}

    /** There was nothing to tell. */
    record NothingToTell() implements Sent {}
  }

  /** Writes a message as of a time. */
  @FunctionalInterface
  interface Writer {
    Message at(Instant now);
  }

  /** Publishes a notice or digest, which counts in no window and waits if there is no turn. */
  Sent sendOrPostpone(Claim.Granted claim, Turns turns, Writer writer) {
    return sendOrPostpone(claim, turns, writer, id -> confirm(claim, id));
  }

  /** Like it, with something else than a confirmation once it is taken. */
  Sent sendOrPostpone(Claim.Granted claim, Turns turns, Writer writer, Consumer<String> onceTaken) {
    Sent sent = send(new Letter(claim, Instant.MAX, writer, onceTaken), turns);
    if (sent instanceof Sent.NoTurn) {
      ledger.postpone(claim, clock.instant(), null);
    }
    return sent;
  }

  /**
   * Publishes an alert, as long as the present time lies before {@code until}.
   *
   * @throws PublishFailedException if it was surely not taken; the entry then waits in the ledger
   */
  Sent send(Claim.Granted claim, Instant until, Turns turns, Writer writer) {
    return send(new Letter(claim, until, writer, id -> confirm(claim, id)), turns);
  }

  /** What is to be published, until when, and what follows once it is taken. */
  private record Letter(
      Claim.Granted claim, Instant until, Writer writer, Consumer<String> onceTaken) {}

  private Sent send(Letter letter, Turns turns) {
    for (int tried = 1; tried <= MOST_TRIES; tried++) {
      Optional<Instant> turn = turns.take(letter.claim(), ATTEMPT);
      if (turn.isEmpty()) {
        return new Sent.NoTurn();
      }
      Instant now = clock.instant();
      if (!now.isBefore(letter.until())) {
        return new Sent.WindowOver();
      }
      Message message = letter.writer().at(now);
      announce(letter.claim());
      if (isGood(turn.get())) {
        Optional<Sent> sent = publish(letter, message, tried == MOST_TRIES);
        if (sent.isPresent()) {
          return sent.get();
        }
      }
    }
    return new Sent.NoTurn();
  }

  /** A turn lapses with its second: else the turns of three seconds could be used in one. */
  private boolean isGood(Instant turn) {
    return clock.instant().getEpochSecond() == turn.getEpochSecond();
  }

  private void announce(Claim.Granted claim) {
    Instant now = clock.instant();
    if (!Leases.holds(claim, now)) {
      throw new LeaseLostException(claim.key());
    }
    ledger.announceTry(claim, claim.tries().with(now));
  }

  /** Empty if it was surely not taken and is worth another try at once. */
  private Optional<Sent> publish(Letter letter, Message message, boolean last) {
    String messageId;
    try {
      messageId = publisher.publish(message);
    } catch (PublishFailedException e) {
      if (e.mayHaveBeenTaken()) {
        return Optional.of(new Sent.Unanswered());
      }
      if (last || !e.worthRetrying()) {
        keep(letter.claim(), e);
        throw e;
      }
      return Optional.empty();
    }
    letter.onceTaken().accept(messageId);
    return Optional.of(new Sent.Published(messageId));
  }

  private void confirm(Claim.Granted claim, String messageId) {
    ledger.confirm(claim, messageId, clock.instant());
  }

  /** If even this fails the entry counts as perhaps sent, and is tried again when it is due. */
  private void keep(Claim.Granted claim, PublishFailedException failure) {
    try {
      ledger.postpone(claim, clock.instant().plus(NEXT_TRY), failure.code());
    } catch (LedgerFailedException | LeaseLostException e) {
      failure.addSuppressed(e);
    }
  }
}
