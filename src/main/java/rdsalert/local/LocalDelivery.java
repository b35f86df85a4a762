package rdsalert.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import rdsalert.Wiring;
import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.DeliveryException;
import rdsalert.delivery.Limits;
import rdsalert.delivery.SweepReport;
import rdsalert.event.ManagementEvent;
import rdsalert.log.Decision;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences;
import rdsalert.text.JsonText;

/**
 * The function's own parts, on DynamoDB Local and with a clock that can be put forward: delivers
 * every event it is shown, counts what became of them, and goes on after faults.
 */
final class LocalDelivery implements EventFile.Visitor, AutoCloseable {
  private static final Duration ENOUGH = Duration.ofDays(1);

  /** What people hear of in one way or another. */
  private static final Set<String> TOLD = Set.of("alerted", "held");

  private static final Duration RETENTION = Duration.ofDays(14);

  /** So long after a window's end its digest is due, and a little longer. */
  private static final Duration DIGEST_DUE = Duration.ofMinutes(5);

  /** What an event cannot be judged without; where one is missing, the reader says so. */
  private static final List<String> REQUIRED =
      List.of("eventID", "eventTime", "eventSource", "awsRegion", "recipientAccountId");

  private final LocalLedger database = LocalLedger.start();
  private final RuleCatalog rules;
  private final Wiring wiring;
  private final Lines lines;
  private final Complaints complaints;
  private final RuleSummary summary;
  private final Map<String, Integer> decisions = new TreeMap<>();
  private volatile Duration ahead = Duration.ZERO;

  LocalDelivery(
      RuleCatalog rules,
      Silences exceptions,
      AlertPublisher publisher,
      Limits limits,
      Lines lines,
      Complaints complaints) {
    this.rules = rules;
    this.lines = lines;
    this.complaints = complaints;
    this.summary = new RuleSummary(rules, exceptions);
    InstantSource clock = () -> Clock.systemUTC().instant().plus(ahead);
    this.wiring =
        Wiring.of(
            rules,
            exceptions,
            database.ledger(RETENTION),
            publisher,
            limits.unpaced(),
            clock,
            this::putForward);
  }

  @Override
  public void event(String where, ManagementEvent event) {
    try {
      Decision decision = Decision.of(wiring.delivery().deliver(event, () -> ENOUGH));
      int seen = count(decision.word());
      if (lines == Lines.NONE && TOLD.contains(decision.word())) {
        summary.alerted(event);
      }
      if (lines.has(decision.word(), seen)) {
        System.out.println(line(where, event, decision, seen));
      }
    } catch (DeliveryException e) {
      complaints.undelivered(where + ": not delivered: " + e.getMessage());
    }
  }

  @Override
  public boolean passesOver(JsonNode event) {
    if (lines == Lines.NONE) {
      summary.seen(record(event));
    }
    int seen = decisions.getOrDefault(Lines.IGNORED, 0) + 1;
    boolean over = !lines.has(Lines.IGNORED, seen) && isOfNoInterest(event, rules);
    if (over) {
      count(Lines.IGNORED);
    }
    return over;
  }

  /** Whether it is certain, by its call's name alone, that no rule matches an event or a record. */
  static boolean isOfNoInterest(JsonNode event, RuleCatalog rules) {
    JsonNode record = record(event);
    JsonNode name = record.path("eventName");
    return name.isTextual()
        && rules.lookingFor(name.asText()).isEmpty()
        && REQUIRED.stream().noneMatch(field -> record.path(field).asText("").isEmpty());
  }

  /** CloudTrail's record, with an envelope or without. */
  private static JsonNode record(JsonNode event) {
    return event.path("detail").isObject() ? event.path("detail") : event;
  }

  private String line(String where, ManagementEvent event, Decision decision, int seen) {
    if (lines != Lines.TEXT) {
      ObjectNode line = JsonText.object().put("eventId", event.eventId());
      decision.writeTo(line);
      ArrayNode matched = line.putArray("rules");
      if (!decision.word().equals(Lines.IGNORED)) {
        rules.matching(event).forEach(rule -> matched.add(rule.id()));
      }
      return JsonText.of(line);
    }
    String text =
        decision.word() + ": " + event.eventId() + " (" + where + "): " + decision.reason();
    return Terminal.oneLine(text) + (seen == Lines.MOST ? " (last one shown)" : "");
  }

  private int count(String decision) {
    return decisions.merge(decision, 1, Integer::sum);
  }

  /** Sweeps as if the window were over and its digest due. */
  SweepReport sweep(Duration window) {
    putForward(window.plus(DIGEST_DUE));
    SweepReport swept = wiring.sweep().run(() -> ENOUGH);
    swept.failures().forEach(complaints::undelivered);
    return swept;
  }

  private void putForward(Duration by) {
    ahead = ahead.plus(by);
  }

  int events() {
    return decisions.values().stream().mapToInt(Integer::intValue).sum();
  }

  RuleSummary summary() {
    return summary;
  }

  /** Such as {@code 12 events: 3 alerted, 9 held}. */
  String sum() {
    return decisions.entrySet().stream()
        .map(decision -> Terminal.number(decision.getValue()) + " " + decision.getKey())
        .collect(Collectors.joining(", ", Terminal.count(events(), "event") + ": ", ""));
  }

  @Override
  public void close() {
    database.close();
  }

  /** Which decisions get a line of their own, and in which form. */
  enum Lines {
    /** For a person; alerts speak for themselves. */
    TEXT,
    /** None: there is a summary. */
    NONE,
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
        case NONE -> false;
        case HITS -> !decision.equals(IGNORED);
        case ALL -> true;
      };
    }
  }
}
