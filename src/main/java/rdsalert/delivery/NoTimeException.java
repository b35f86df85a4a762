package rdsalert.delivery;

import java.time.Duration;

/** A run has so little time that it could not finish anything. */
public final class NoTimeException extends DeliveryException {
  private static final long serialVersionUID = 1L;

  NoTimeException(Duration left, Duration needed) {
    super(
        "the run has "
            + left.toSeconds()
            + " s left and needs "
            + needed.toSeconds()
            + " s: "
            + "set the function's timeout, and FUNCTION_TIMEOUT_SECONDS with it, higher",
        false,
        null);
  }
}
