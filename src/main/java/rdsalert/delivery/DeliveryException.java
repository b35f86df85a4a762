package rdsalert.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rdsalert.delivery.AlertLedger.LedgerKey;

/** A run could not finish its work. Nothing is lost by it: the ledger knows how far it got. */
@SuppressWarnings("serial") // is never written anywhere
public abstract sealed class DeliveryException extends RuntimeException {
  private final boolean worthRetrying;

  /** The message tells an operator, too, whether to wait or to act. */
  private DeliveryException(String message, boolean worthRetrying, @Nullable Throwable cause) {
    super(
        message + (worthRetrying ? " (worth retrying)" : " (will fail until it is fixed)"), cause);
    this.worthRetrying = worthRetrying;
  }

  /** Whether the same work may succeed later without a fix. */
  public boolean worthRetrying() {
    return worthRetrying;
  }

  /** The ledger could not do what was asked, or its answer got lost. */
  public static final class LedgerFailedException extends DeliveryException {
    public LedgerFailedException(String what, boolean worthRetrying, @Nullable Throwable cause) {
      super(what, worthRetrying, cause);
    }
  }

  /** A message was not accepted, or it is not known whether it was. */
  public static final class PublishFailedException extends DeliveryException {
    private final boolean mayHaveBeenTaken;

    private PublishFailedException(
        String what, boolean mayHaveBeenTaken, boolean worthRetrying, Throwable cause) {
      super(what, worthRetrying, cause);
      this.mayHaveBeenTaken = mayHaveBeenTaken;
    }

    /** The message was surely not taken: there was no connection, or the channel said no. */
    public static PublishFailedException refused(
        String code, boolean worthRetrying, Throwable cause) {
      return new PublishFailedException("publishing failed: " + code, false, worthRetrying, cause);
    }

    /** The message was sent, and no readable answer came: it may have been taken. */
    public static PublishFailedException unanswered(String code, Throwable cause) {
      return new PublishFailedException("publishing got no answer: " + code, true, true, cause);
    }

    /** Whether the message may reach its readers all the same. */
    public boolean mayHaveBeenTaken() {
      return mayHaveBeenTaken;
    }
  }

  /** This run's lease has ended and the entry may be another run's by now. */
  public static final class LeaseLostException extends DeliveryException {
    public LeaseLostException(LedgerKey key) {
      super("the lease on " + key + " has ended before the work was done", true, null);
    }
  }

  /** Another run works on the same alert; this one fails, so that its retry finds it sent. */
  public static final class AlertInProgressException extends DeliveryException {
    AlertInProgressException(String alertId, Instant leaseUntil) {
      String what = "alert " + alertId + " is being delivered by another run until " + leaseUntil;
      super(what, true, null);
    }
  }
}
