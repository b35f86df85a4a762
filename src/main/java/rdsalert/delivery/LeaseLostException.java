package rdsalert.delivery;

/** This run's lease has ended and the entry may be another run's by now. */
public final class LeaseLostException extends DeliveryException {
  private static final long serialVersionUID = 1L;

  public LeaseLostException(LedgerKey key) {
    super("the lease on " + key + " has ended before the work was done", true, null);
  }
}
