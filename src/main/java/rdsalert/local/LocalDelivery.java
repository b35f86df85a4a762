package rdsalert.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rdsalert.Wiring;
import rdsalert.delivery.AlertLedger;
import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.DeliveryException;
import rdsalert.delivery.Outcome;
import rdsalert.delivery.Outcome.Decision;
import rdsalert.delivery.Sweep.SweepReport;
import rdsalert.delivery.UncappedDelivery;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.ManagementEvent;
import rdsalert.log.RunLog;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences;
import rdsalert.text.JsonText;

/**
 * The function's own parts, with a ledger and a clock of the local command: delivers every event it
 * is shown, counts what became of them, and goes on after faults.
 */
final class LocalDelivery implements Hunt.Visitor, AutoCloseable {
  private static final Duration ENOUGH = Duration.ofDays(1);

  private final RuleCatalog rules;
  private final Supplier<Wiring> parts;
  private final Function<ManagementEvent, Outcome> delivery;
  private final Lines lines;
  private final PrintStream out;
  private final Complaints complaints;
  private final RuleSummary summary;
  private final Map<String, Integer> decisions = new ConcurrentSkipListMap<>();
  private volatile Duration ahead = Duration.ZERO;
  private int noCalls;
  private @Nullable LocalLedger database;
  private @Nullable Wiring wiring;

  LocalDelivery(
      RuleCatalog rules,
      Silences exceptions,
      AlertPublisher publisher,
      Limits limits,
      Lines lines,
      PrintStream out,
      Complaints complaints) {
    this.rules = rules;
    this.lines = lines;
    this.out = out;
    this.complaints = complaints;
    this.summary = new RuleSummary(rules, exceptions);
    InstantSource clock = () -> Clock.systemUTC().instant().plus(ahead);
    this.parts =
        () -> Wiring.of(rules, exceptions, database(), publisher, limits, clock, this::putForward);
    this.delivery =
        limits.capped()
            ? event -> wiring().delivery().deliver(event, () -> ENOUGH)
            : new UncappedDelivery(rules, exceptions, publisher, limits, clock)::deliver;
  }

  private AlertLedger database() {
    database = LocalLedger.start();
    return database.ledger(Duration.ofDays(14));
  }

  /** Put together for the first hit: a database, which only a cap needs, starts slowly. */
  private Wiring wiring() {
    Wiring built = wiring == null ? parts.get() : wiring;
    wiring = built;
    return built;
  }

  @Override
  public void event(String where, ManagementEvent event) {
    summary.seen(event.eventTime().toString());
    try {
      deliver(where, event);
    } catch (DeliveryException e) {
      complaints.undelivered(where + ": not delivered: " + e.getMessage());
    }
  }

  private void deliver(String where, ManagementEvent event) {
    List<DetectionRule> matched = rules.matching(event);
    if (matched.isEmpty() && needsNoReason()) {
      decisions.merge(Lines.IGNORED, 1, Integer::sum);
      return;
    }
    Decision decision =
        Decision.of(
            matched.isEmpty()
                ? new Outcome.Ignored(rules.whyIgnored(event))
                : delivery.apply(event));
    int seen = decisions.merge(decision.word(), 1, Integer::sum);
    if (Set.of("alerted", "held").contains(decision.word())) {
      summary.alerted(event, matched);
    }
    if (lines.has(decision.word(), seen)) {
      out.println(
          lines == Lines.TEXT
              ? text(where, event, decision, seen)
              : json(event, decision, matched));
    }
  }

  /** Whether no line tells of the next ignored event; asked by any thread. */
  private boolean needsNoReason() {
    return !lines.has(Lines.IGNORED, decisions.getOrDefault(Lines.IGNORED, 0) + 1);
  }

  @Override
  public boolean passesOver(String eventName) {
    return needsNoReason() && rules.lookingFor(eventName).isEmpty();
  }

  @Override
  public void passedOver(int count, String day) {
    decisions.merge(Lines.IGNORED, count, Integer::sum);
    summary.seen(day);
  }

  @Override
  public void noCall(String where, String what) {
    noCalls++;
    if (lines.has(Lines.NO_CALL, noCalls)) {
      out.println(Terminal.oneLine(Lines.NO_CALL + ": " + where + ": " + what));
    }
  }

  private static String text(String where, ManagementEvent event, Decision decision, int seen) {
    String which = decision.word() + ": " + event.eventId() + " (" + where + "): ";
    String last = seen == Lines.MOST ? " (last one shown)" : "";
    return Terminal.oneLine(which + decision.reason()) + last;
  }

  private static String json(
      ManagementEvent event, Decision decision, List<DetectionRule> matched) {
    ObjectNode line = JsonText.object().put("eventId", event.eventId());
    RunLog.put(decision, line);
    ArrayNode ids = line.putArray("rules");
    matched.forEach(rule -> ids.add(rule.id()));
    return JsonText.of(line);
  }

  /** Sweeps as if the window were over and, within five minutes, its digest due. */
  SweepReport sweep(Duration window) {
    putForward(window.plusMinutes(5));
    SweepReport swept = wiring().sweep().run(() -> ENOUGH);
    swept.failures().forEach(complaints::undelivered);
    return swept;
  }

  private void putForward(Duration by) {
    ahead = ahead.plus(by);
  }

  @Override
  public String progress() {
    int hits = events() - decisions.getOrDefault(Lines.IGNORED, 0);
    return Terminal.count(events(), "record") + ", " + Terminal.count(hits, "hit");
  }

  int events() {
    return decisions.values().stream().mapToInt(Integer::intValue).sum();
  }

  RuleSummary summary() {
    return summary;
  }

  /** Such as {@code 12 events: 3 alerted, 9 held}, or {@code 0 events read}. */
  String sum() {
    String others =
        noCalls == 0
            ? ""
            : "; beside them "
                + Terminal.count(noCalls, "value")
                + (noCalls == 1 ? " of AWS's that is no call" : " of AWS's that are no calls");
    return decisions.isEmpty()
        ? "0 events read" + others
        : decisions.entrySet().stream()
            .map(decision -> Terminal.number(decision.getValue()) + " " + decision.getKey())
            .collect(Collectors.joining(", ", Terminal.count(events(), "event") + ": ", others));
  }

  @Override
  public void close() {
    if (database != null) {
      database.close();
    }
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
    static final String NO_CALL = "no call";
    private static final int MOST = 20;

    /** Whether to print a line of the so many-th decision of its kind. */
    boolean has(String decision, int seen) {
      return switch (this) {
        case TEXT -> !decision.equals("alerted") && seen <= MOST;
        case NONE -> false;
        case HITS -> !decision.equals(IGNORED) && !decision.equals(NO_CALL);
        case ALL -> !decision.equals(NO_CALL);
      };
    }
  }
}
