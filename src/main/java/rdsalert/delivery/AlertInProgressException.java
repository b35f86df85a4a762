package rdsalert.delivery;

import java.time.Instant;

/** Another run works on the same alert; this one fails, so that it is retried and finds it sent. */
public final class AlertInProgressException extends DeliveryException {
  private static final long serialVersionUID = 1L;

  public AlertInProgressException(String alertId, Instant leaseUntil) {
    super(
        "alert " + alertId + " is being delivered by another run until " + leaseUntil, true, null);
  }
}
