package rdsalert.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rdsalert.event.Json;
import rdsalert.event.ManagementEvent;

/**
 * An EventBridge event pattern, judged by AWS's own matcher, so that {@code aws events
 * test-event-pattern} agrees.
 */
public final class EventPattern {
  private final JsonNode json;
  private final PatternSet<String> whole;
  private @Nullable PatternSet<Clause> alone;

  private EventPattern(JsonNode json) {
    this.json = json;
    this.whole = PatternSet.of(Map.of("", json));
  }

  /** Refuses what is empty, and what the matcher refuses; the message says why. */
  public static EventPattern of(JsonNode json) {
    if (json.isEmpty()) {
      throw new IllegalArgumentException("not a valid event pattern: it names no field");
    }
    PatternSet.check(json);
    return new EventPattern(json);
  }

  /** What a pattern wants of a field that is not there, is null or is empty. */
  public static ArrayNode absent() {
    ArrayNode wanted = JsonNodeFactory.instance.arrayNode();
    wanted.addObject().put("exists", false);
    return wanted.addNull().add("");
  }

  public JsonNode json() {
    return json;
  }

  public boolean matches(ManagementEvent event) {
    return matches(event.json());
  }

  /** Whether some JSON, which need be no event, matches the whole pattern. */
  public boolean matches(JsonNode event) {
    return !whole.matching(event).isEmpty();
  }

  /** Only the clauses that refuse the event; empty if it matches, and only then. */
  public List<ClauseResult> refusals(ManagementEvent event) {
    return explain(event.json()).stream().filter(result -> !result.holds()).toList();
  }

  /**
   * Every clause with what it wanted and what it found. If each holds alone but they do not hold
   * together, for they hold on different elements of a list, that follows as one more.
   */
  public List<ClauseResult> explain(JsonNode event) {
    List<Clause> clauses = new ArrayList<>();
    collect(json, List.of(), clauses);
    boolean matched = matches(event);
    List<Clause> holding = matched ? clauses : alone(clauses).matching(event);
    List<ClauseResult> results = new ArrayList<>();
    clauses.forEach(clause -> results.add(clause.result(event, holding.contains(clause))));
    if (holding.size() == clauses.size() && !matched) {
      results.add(
          new ClauseResult("the match", "on one", "on different elements of a list", false));
    }
    return results;
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
        clauses.add(new Clause(inner, field.getValue()));
      }
    }
  }

  /** The clauses as patterns of their own, compiled when first asked for: that takes a while. */
  private synchronized PatternSet<Clause> alone(List<Clause> clauses) {
    if (alone == null) {
      Map<Clause, JsonNode> patterns = new LinkedHashMap<>();
      clauses.forEach(clause -> patterns.put(clause, clause.pattern()));
      alone = PatternSet.of(patterns);
    }
    return alone;
  }

  /**
   * How one clause of a pattern fared on an event.
   *
   * @param path the field, such as {@code detail.eventName}
   * @param wanted what the pattern allows, as JSON
   * @param found what the event holds, as JSON, or {@code absent}
   */
  public record ClauseResult(String path, String wanted, String found, boolean holds) {
    private static final int LONGEST_FOUND = 200;

    public ClauseResult {
      found = Json.cut(found, LONGEST_FOUND);
    }

    public String sentence() {
      return path + " is " + found + ", wanted " + wanted;
    }
  }

  private record Clause(List<String> path, JsonNode wanted) {
    JsonNode pattern() {
      JsonNode pattern = wanted;
      for (String name : path.reversed()) {
        pattern = JsonNodeFactory.instance.objectNode().set(name, pattern);
      }
      return pattern;
    }

    ClauseResult result(JsonNode event, boolean holds) {
      String dotted = String.join(".", path);
      JsonNode found =
          dotted.endsWith(Alternatives.OR)
              ? inBranches(at(String.join(".", path.subList(0, path.size() - 1)), event))
              : at(dotted, event);
      return new ClauseResult(
          dotted, wanted.toString(), found.isMissingNode() ? "absent" : found.toString(), holds);
    }

    /** By their paths, the values that the branches of an {@code $or} look at; missing if none. */
    private JsonNode inBranches(JsonNode parent) {
      ObjectNode found = JsonNodeFactory.instance.objectNode();
      for (JsonNode branch : wanted) {
        for (String field : Alternatives.paths(branch)) {
          JsonNode value = at(field, parent);
          if (!value.isMissingNode()) {
            found.set(field, value);
          }
        }
      }
      return found.isEmpty() ? JsonNodeFactory.instance.missingNode() : found;
    }

    /** What an event holds at a path; a list if there are several, missing if there is none. */
    private static JsonNode at(String path, JsonNode event) {
      ArrayNode found = JsonNodeFactory.instance.arrayNode();
      collect(path, event, found);
      return found.size() > 1 ? found : found.path(0);
    }

    /** Through lists, as the matcher does, for which a dot in a name is one between names. */
    private static void collect(String path, JsonNode node, ArrayNode found) {
      if (path.isEmpty() && (!node.isArray() || node.isEmpty())) {
        found.add(node);
      } else if (node.isArray()) {
        node.forEach(element -> collect(path, element, found));
      }
      for (var field : node.properties()) {
        String name = field.getKey();
        if ((path + ".").startsWith(name + ".")) {
          String rest = path.substring(Math.min(path.length(), name.length() + 1));
          collect(rest, field.getValue(), found);
        }
      }
    }
  }
}
