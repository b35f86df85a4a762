package rdsalert.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import rdsalert.event.ManagementEvent;
import rdsalert.log.Decision;

/** Which decisions get a line of their own, and in which form. */
enum Lines {
  /** For a person; alerts speak for themselves. */
  TEXT,
  /** JSON, for what is not ignored. */
  HITS,
  /** JSON, for every event. */
  ALL;

  static final String IGNORED = "ignored";
  private static final int MOST = 20;

  /**
   * Whether to print a line.
   *
   * @param seen how many decisions of this kind there were, this one included
   */
  boolean has(String decision, int seen) {
    return switch (this) {
      case TEXT -> !decision.equals("alerted") && seen <= MOST;
      case HITS -> !decision.equals(IGNORED);
      case ALL -> true;
    };
  }

  String line(String where, ManagementEvent event, Decision decision, int seen) {
    if (this != TEXT) {
      var line = JsonNodeFactory.instance.objectNode().put("eventId", event.eventId());
      return decision.writeTo(line).toString();
    }
    String text =
        decision.word() + ": " + event.eventId() + " (" + where + "): " + decision.reason();
    return Terminal.oneLine(text) + (seen == MOST ? " (last one shown)" : "");
  }
}
