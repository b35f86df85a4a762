package rdsalert.local;

import java.util.Optional;
import rdsalert.event.ManagementEvent;

/** Is shown the events of a file one by one. */
interface EventVisitor {
  /**
   * An event that can be judged.
   *
   * @param where the file, and the event's position in it
   */
  void event(String where, ManagementEvent event);

  /** Tells of events that no rule matches; empty for a visitor that wants to see every event. */
  default Optional<Screen> screen() {
    return Optional.empty();
  }

  /** Whether at present only the number of events matters that no rule matches. */
  default boolean countsIgnored() {
    return false;
  }

  /** One more event that no rule matches. */
  default void ignored() {}

  /** An event that cannot be judged, and why. */
  void problem(String where, String problem);
}
