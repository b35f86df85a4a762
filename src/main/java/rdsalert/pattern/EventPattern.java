package rdsalert.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import rdsalert.event.ManagementEvent;
import software.amazon.event.ruler.GenericMachine;

/**
 * An EventBridge event pattern, judged by AWS's own matcher, so that {@code aws events
 * test-event-pattern} agrees.
 */
public final class EventPattern {
  private static final String NAME = "pattern";

  private final JsonNode json;
  private final GenericMachine<String> whole;
  private final List<Clause> clauses;

  private record Clause(List<String> path, JsonNode wanted, GenericMachine<String> machine) {
    String dotted() {
      return String.join(".", path);
    }
  }

  private EventPattern(JsonNode json, GenericMachine<String> whole, List<Clause> clauses) {
    this.json = json;
    this.whole = whole;
    this.clauses = clauses;
  }

  /**
   * Compiles a pattern.
   *
   * @throws IllegalArgumentException if it is no valid event pattern; the message is the matcher's
   */
  public static EventPattern of(JsonNode json) {
    List<Clause> clauses = new ArrayList<>();
    collect(json, new ArrayList<>(), clauses);
    return new EventPattern(json, compile(json), List.copyOf(clauses));
  }

  /** Whether the event matches the whole pattern. */
  public boolean matches(ManagementEvent event) {
    return matches(whole, event.json());
  }

  /** Whether some JSON, which need be no event, matches the whole pattern. */
  public boolean matchesJson(JsonNode json) {
    return matches(whole, json);
  }

  /** Every clause with what it wanted and what it found. */
  public List<ClauseResult> explain(ManagementEvent event) {
    return explain(event.json());
  }

  List<ClauseResult> explain(JsonNode event) {
    return clauses.stream().map(clause -> judge(clause, event)).toList();
  }

  /** Only the clauses that refuse the event. */
  public List<ClauseResult> refusals(ManagementEvent event) {
    return explain(event).stream().filter(result -> !result.holds()).toList();
  }

  /** The pattern as it was given. */
  public JsonNode json() {
    return json;
  }

  @Override
  public String toString() {
    return json.toString();
  }

  private static ClauseResult judge(Clause clause, JsonNode event) {
    return new ClauseResult(
        clause.dotted(),
        clause.wanted().toString(),
        Found.at(clause.path(), clause.wanted(), event),
        matches(clause.machine(), event));
  }

  /**
   * Leaves become clauses of their own; an {@code $or} stays whole, because its parts need not
   * hold.
   */
  private static void collect(JsonNode node, List<String> path, List<Clause> clauses) {
    for (var field : node.properties()) {
      List<String> inner = new ArrayList<>(path);
      inner.add(field.getKey());
      if (field.getValue().isObject()) {
        collect(field.getValue(), inner, clauses);
      } else {
        clauses.add(
            new Clause(
                List.copyOf(inner), field.getValue(), compile(nest(inner, field.getValue()))));
      }
    }
  }

  private static JsonNode nest(List<String> path, JsonNode leaf) {
    JsonNode nested = leaf;
    for (String field : path.reversed()) {
      ObjectNode outer = JsonNodeFactory.instance.objectNode();
      outer.set(field, nested);
      nested = outer;
    }
    return nested;
  }

  private static GenericMachine<String> compile(JsonNode pattern) {
    GenericMachine<String> machine = GenericMachine.<String>builder().build();
    try {
      machine.addRule(NAME, pattern.toString());
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("not a valid event pattern: " + e.getMessage(), e);
    }
    return machine;
  }

  private static boolean matches(GenericMachine<String> machine, JsonNode event) {
    return !machine.rulesForJSONEvent(event).isEmpty();
  }
}
