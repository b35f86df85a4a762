package rdsalert.local;

import rdsalert.event.ManagementEvent;

/** Is shown the events of a file one by one. */
interface EventVisitor {
  /**
   * An event that can be judged.
   *
   * @param where the file, and the event's position in it
   */
  void event(String where, ManagementEvent event);

  /** An event that cannot be judged, and why. */
  void problem(String where, String problem);
}
