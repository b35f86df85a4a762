package rdsalert.delivery;

import org.jspecify.annotations.Nullable;

/** A run could not finish its work. Nothing is lost by it: the ledger knows how far it got. */
public abstract sealed class DeliveryException extends RuntimeException
    permits PublishFailedException,
        LedgerFailedException,
        LeaseLostException,
        AlertInProgressException,
        NoTimeException {
  private static final long serialVersionUID = 1L;

  private final boolean worthRetrying;

  DeliveryException(String message, boolean worthRetrying, @Nullable Throwable cause) {
    super(message, cause);
    this.worthRetrying = worthRetrying;
  }

  /** Whether the same work may succeed later without anybody mending something. */
  public boolean worthRetrying() {
    return worthRetrying;
  }

  /** The end of a message that tells an operator whether to wait or to act. */
  static String outlook(boolean worthRetrying) {
    return worthRetrying ? " (worth retrying)" : " (will fail until somebody mends it)";
  }
}
