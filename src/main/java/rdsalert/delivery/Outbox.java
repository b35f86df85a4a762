package rdsalert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;
import rdsalert.alert.Message;

/** Publishes what a run has claimed, and keeps in the ledger what cannot be published now. */
final class Outbox {
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

  /**
   * Publishes and confirms.
   *
   * @return the message id
   * @throws PublishFailedException if it was not accepted; the entry then waits in the ledger
   */
  String send(Claim.Granted claim, OptionalInt number, Message message) {
    if (!Leases.holds(claim, clock.instant())) {
      throw new LeaseLostException(claim.key());
    }
    String messageId;
    try {
      messageId = publisher.publish(message);
    } catch (PublishFailedException e) {
      keep(claim, number, e);
      throw e;
    }
    ledger.confirm(claim, messageId, clock.instant());
    return messageId;
  }

  /** If even this fails the lease ends by itself, and the next sweep finds the entry overdue. */
  private void keep(Claim.Granted claim, OptionalInt number, PublishFailedException failure) {
    Instant dueAt = clock.instant().plus(NEXT_TRY);
    try {
      ledger.postpone(claim, number, dueAt, failure.code());
    } catch (LedgerFailedException | LeaseLostException e) {
      failure.addSuppressed(e);
    }
  }
}
