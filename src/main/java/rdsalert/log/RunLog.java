package rdsalert.log;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Alert.Position;
import rdsalert.delivery.DeliveryException;
import rdsalert.delivery.Outcome;
import rdsalert.delivery.Outcome.Decision;
import rdsalert.delivery.Sweep.SweepReport;
import rdsalert.event.ManagementEvent;
import rdsalert.guard.Guard.Findings;
import rdsalert.silence.SilenceSource;
import rdsalert.silence.SilenceStatus;

/** Writes one JSON line for every decision and every sweep. */
public final class RunLog {
  private static final List<String> DECISIONS =
      Stream.of(Outcome.class.getPermittedSubclasses()).map(Class::getSimpleName).toList();

  /** A log line is there to be read; the metric counts all. */
  private static final int MOST_LISTED = 10;

  private final String function;
  private final String stack;
  private final PrintStream out;

  /** A log of one function, by its name as Lambda knows it, and the name of its stack. */
  public RunLog(String function, String stack, PrintStream out) {
    this.function = function;
    this.stack = stack;
    this.out = out;
  }

  public Run start(String requestId, SilenceSource exceptions) {
    return new Run(this, requestId, System.nanoTime(), exceptions);
  }

  /** How a function was prepared for a snapshot; it works in any case. */
  public void prepared(String fault, String ledgerFault, Duration took) {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("function", function);
    line.put("primed", fault.isEmpty()).put("ledgerRead", ledgerFault.isEmpty());
    line.put("milliseconds", took.toMillis()).put("reason", fault.isEmpty() ? ledgerFault : fault);
    write(line);
  }

  private MetricLine line(Instant now) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode aws = json.putObject("_aws").put("Timestamp", now.toEpochMilli());
    ArrayNode directives = aws.putArray("CloudWatchMetrics");
    json.put("FunctionName", function).put("StackName", stack);
    return new MetricLine(json, directives);
  }

  private void write(ObjectNode line) {
    out.print(line + "\n");
    out.flush();
  }

  /** Puts a decision into an object, which it returns. */
  public static ObjectNode put(Decision decision, ObjectNode json) {
    Position place = decision.place();
    json.put("decision", decision.word()).put("reason", decision.reason());
    json.put("alertId", decision.alertId());
    return json.set("window", place == null ? null : window(place));
  }

  private static ObjectNode window(Position place) {
    OptionalInt number = place.number();
    ObjectNode window = JsonNodeFactory.instance.objectNode();
    return window
        .put("start", place.start().toString())
        .put("count", number.isPresent() ? (Integer) number.getAsInt() : null)
        .put("cap", place.capped() ? (Integer) place.cap() : null);
  }

  /** One run of a function, started at a tick of the machine's monotonic clock. */
  public record Run(RunLog log, String requestId, long startedAt, SilenceSource exceptions) {
    /** Returns the function's answer: the decision with the event's id. */
    public ObjectNode decided(ManagementEvent event, Outcome outcome) {
      Instant now = Instant.now();
      MetricLine line = log.line(now).count("Events", 1);
      // A replayed proof proves the archive's way, not the trail's.
      boolean replay = event.isReplay();
      boolean counts = !replay || !(outcome instanceof Outcome.Proved);
      ObjectNode json = line.json();
      DECISIONS.forEach(name -> json.put(name, 0));
      line.count(outcome.getClass().getSimpleName(), counts ? 1 : 0);
      line.countOfStack("PerhapsSent", outcome.unanswered());
      if (outcome instanceof Outcome.Alerted alerted) {
        json.put("late", alerted.late());
      }
      if (!replay) {
        measure(line, outcome, Duration.between(event.eventTime(), now).toMillis());
      }
      if (outcome instanceof Outcome.Excepted excepted) {
        json.put("exception", excepted.by().id());
      }
      ObjectNode answer = JsonNodeFactory.instance.objectNode().put("eventId", event.eventId());
      describe(json, event).setAll(put(Decision.of(outcome), answer));
      write(line);
      return answer;
    }

    /** A copy of what people may have does not tell how long the call took to reach them. */
    private void measure(MetricLine line, Outcome outcome, long sinceCall) {
      long ours = milliseconds();
      long before = Math.max(0, sinceCall - ours);
      boolean firstAlert = outcome instanceof Outcome.Alerted alerted && !alerted.copy();
      if (firstAlert || outcome instanceof Outcome.Proved) {
        line.metric("CallToStart", "Milliseconds", before);
      }
      if (firstAlert) {
        line.metric("StartToAlert", "Milliseconds", ours);
        line.metric("CallToAlert", "Milliseconds", before + ours);
      }
    }

    public void failed(@Nullable ManagementEvent event, Throwable fault) {
      MetricLine line = log.line(Instant.now()).count("Events", 1);
      line.count("Failed", 1)
          .countOfStack(
              "Undeliverable", fault instanceof DeliveryException e && !e.worthRetrying() ? 1 : 0);
      ObjectNode json = line.json();
      if (event != null) {
        describe(json, event);
      }
      json.put("decision", "failed").put("reason", String.valueOf(fault.getMessage()));
      json.put("fault", fault.getClass().getSimpleName());
      write(line);
    }

    public void swept(SweepReport report, Optional<Findings> found) {
      MetricLine line =
          log.line(Instant.now())
              .count("Overdue", report.overdue())
              // Always: that it comes at all tells that there was a sweep.
              .metric("OldestOverdue", "Seconds", report.oldest().toSeconds())
              .count("Alerted", report.published().alerts())
              .count("Held", report.held())
              .count("Notices", report.published().notices())
              .count("Digests", report.published().digests())
              .countOfStack("PerhapsSent", report.published().unanswered())
              .count("HeldUntold", report.untold())
              .count("Failed", report.failures().size())
              .countOfStack("Undeliverable", report.undeliverable());
      line.json().put("finished", report.finished());
      ArrayNode failures = line.json().putArray("failures");
      report.failures().stream().limit(MOST_LISTED).forEach(failures::add);
      found.ifPresent(findings -> describe(line, findings));
      write(line);
    }

    /**
     * Only a sweep that has looked has these. Zeros too: the alarms look at the least of an hour,
     * as one look that could not find out is no news.
     */
    private static void describe(MetricLine line, Findings findings) {
      line.metric("NobodyListens", "Count", findings.unheard())
          .metric("NobodyWatches", "Count", findings.unwatched())
          .metric("LedgerOpen", "Count", findings.ledgerOpen() ? 1 : 0);
      line.json().put("Subscribers", findings.confirmed());
      line.json().put("SubscribersPending", findings.pending());
      findings.said().forEach(line.json().putArray("surroundings")::add);
    }

    private ObjectNode describe(ObjectNode json, ManagementEvent event) {
      json.put("eventId", event.eventId()).put("eventName", event.eventName());
      json.put("eventTime", event.eventTime().toString());
      json.put("account", event.account()).put("region", event.region());
      json.put("replay", event.replayName());
      return json;
    }

    private void write(MetricLine line) {
      List<SilenceStatus.Off> exceptionsOff = exceptions.known().off(Instant.now());
      line.count("ExceptionsOff", exceptionsOff.size());
      line.json().put("requestId", requestId).put("milliseconds", milliseconds());
      if (!exceptionsOff.isEmpty()) {
        ArrayNode off = line.json().putArray("exceptionsOff");
        exceptionsOff.stream()
            .limit(MOST_LISTED)
            .forEach(one -> off.add(one.label() + " " + one.why()));
      }
      log.write(line.json());
    }

    private long milliseconds() {
      return Duration.ofNanos(System.nanoTime() - startedAt).toMillis();
    }
  }

  /**
   * A line that CloudWatch reads metrics from (embedded metric format): one JSON object, in which
   * what a caller chose is a JSON string and so cannot become a line of its own. Metrics are for
   * dashboards and alarms; nothing else depends on them.
   *
   * <p>A metric is paid for each hour in which it is published. So the line holds every number, but
   * names as metrics only those that differ from zero, and what an alarm cannot do without.
   */
  private record MetricLine(ObjectNode json, ArrayNode directives) {
    /** A number of one function. */
    MetricLine count(String name, long value) {
      return add("FunctionName", name, "Count", value, value != 0);
    }

    /** The same, as one number of both functions: what one alarm of both looks at. */
    MetricLine countOfStack(String name, long value) {
      return add("StackName", name, "Count", value, value != 0);
    }

    MetricLine metric(String name, String unit, long value) {
      return add("FunctionName", name, unit, value, true);
    }

    private MetricLine add(
        String dimension, String name, String unit, long value, boolean asMetric) {
      json.put(name, value);
      if (asMetric) {
        metricsBy(dimension).addObject().put("Name", name).put("Unit", unit);
      }
      return this;
    }

    private ArrayNode metricsBy(String dimension) {
      for (var directive : directives) {
        if (directive.at("/Dimensions/0/0").asText().equals(dimension)) {
          return (ArrayNode) directive.path("Metrics");
        }
      }
      ObjectNode directive = directives.addObject().put("Namespace", "RdsSecurityGroupAlert");
      directive.putArray("Dimensions").addArray().add(dimension);
      return directive.putArray("Metrics");
    }
  }
}
