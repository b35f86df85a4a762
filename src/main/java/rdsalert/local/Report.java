package rdsalert.local;

import rdsalert.Decision;
import rdsalert.delivery.SweepReport;
import rdsalert.event.ManagementEvent;

/** What {@code run} says beside the alerts themselves. */
interface Report {
  void decided(String where, ManagementEvent event, Decision decision);

  /** Whether at present only the number of ignored events matters, not each of them. */
  default boolean countsIgnored() {
    return false;
  }

  /** One more ignored event. */
  default void ignored() {}

  void problem(String problem);

  void swept(SweepReport report);

  void end();
}
