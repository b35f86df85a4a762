package rdsalert.delivery;

import org.jspecify.annotations.Nullable;

/** The ledger could not do what was asked, or its answer got lost. */
public final class LedgerFailedException extends DeliveryException {
  private static final long serialVersionUID = 1L;

  public LedgerFailedException(String what, boolean worthRetrying, @Nullable Throwable cause) {
    super(what + outlook(worthRetrying), worthRetrying, cause);
  }
}
