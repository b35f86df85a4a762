package rdsalert.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import rdsalert.Decision;
import rdsalert.delivery.DeliveryException;
import rdsalert.event.ManagementEvent;

/** Delivers every event it is shown, says what became of it, and goes on after faults. */
final class Deliveries implements EventFile.Visitor {
  private static final String IGNORED = "ignored";

  private final LocalDelivery delivery;
  private final EventNames names;
  private final Lines lines;
  private final PrintStream out;
  private final Complaints complaints;
  private final Map<String, Integer> decisions = new TreeMap<>();
  private int events;

  Deliveries(
      LocalDelivery delivery,
      EventNames names,
      Lines lines,
      PrintStream out,
      Complaints complaints) {
    this.delivery = delivery;
    this.names = names;
    this.lines = lines;
    this.out = out;
    this.complaints = complaints;
  }

  /** Which decisions get a line of their own, and in which form. */
  enum Lines {
    /** For a person; alerts speak for themselves. */
    TEXT,
    /** JSON, for what is not ignored. */
    HITS,
    /** JSON. */
    ALL;

    private static final int MOST = 20;

    private boolean has(String decision, int seen) {
      return switch (this) {
        case TEXT -> !decision.equals("alerted") && seen <= MOST;
        case HITS -> !decision.equals(IGNORED);
        case ALL -> true;
      };
    }

    private String line(String where, ManagementEvent event, Decision decision, int seen) {
      if (this != TEXT) {
        var line = JsonNodeFactory.instance.objectNode().put("eventId", event.eventId());
        return decision.writeTo(line).toString();
      }
      String text =
          decision.word() + ": " + event.eventId() + " (" + where + "): " + decision.reason();
      return Terminal.oneLine(text) + (seen == MOST ? " (last one shown)" : "");
    }
  }

  @Override
  public void event(String where, ManagementEvent event) {
    try {
      decided(where, event, Decision.of(delivery.deliver(event)));
    } catch (DeliveryException e) {
      complaints.undelivered(where + ": not delivered: " + e.getMessage());
    }
  }

  @Override
  public boolean passesOver(JsonNode event) {
    boolean over = !lines.has(IGNORED, seen(IGNORED) + 1) && names.ruleOut(event);
    if (over) {
      count(IGNORED);
    }
    return over;
  }

  private void decided(String where, ManagementEvent event, Decision decision) {
    count(decision.word());
    int seen = seen(decision.word());
    if (lines.has(decision.word(), seen)) {
      out.println(lines.line(where, event, decision, seen));
    }
  }

  private int seen(String decision) {
    return decisions.getOrDefault(decision, 0);
  }

  private void count(String decision) {
    decisions.merge(decision, 1, Integer::sum);
    events++;
  }

  int events() {
    return events;
  }

  /** Such as {@code 12 events: 3 alerted, 9 held}. */
  String sum() {
    return decisions.entrySet().stream()
        .map(decision -> Terminal.number(decision.getValue()) + " " + decision.getKey())
        .collect(Collectors.joining(", ", Terminal.count(events, "event") + ": ", ""));
  }
}
