package rdsalert.local;

import rdsalert.Decision;
import rdsalert.delivery.SweepReport;
import rdsalert.event.ManagementEvent;

/** What {@code run} says beside the alerts themselves. */
interface Report {
  void decided(String where, ManagementEvent event, Decision decision);

  void problem(String problem);

  void swept(SweepReport report);

  void end();
}
