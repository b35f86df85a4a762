package rdsalert;

import rdsalert.delivery.SweepReport;

/** A sweep could not deliver everything; what it could not is kept and tried again. */
public final class SweepFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SweepFailedException(SweepReport report) {
    super(
        report.failures().size()
            + " of "
            + report.overdue()
            + " overdue entries could not be delivered; the first: "
            + report.failures().getFirst());
  }
}
