package rdsalert.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import rdsalert.rule.RuleCatalog;

/**
 * The names of the calls that rules look for. Most records of a log are of other calls: they need
 * not be read any further than to their names.
 *
 * @param names empty if some rule looks for calls otherwise than by a list of names
 */
record EventNames(Set<String> names) {
  /** What an event cannot be judged without; where one is missing, the reader says so. */
  private static final List<String> REQUIRED =
      List.of("eventID", "eventTime", "eventSource", "awsRegion", "recipientAccountId");

  static EventNames of(RuleCatalog rules) {
    return of(rules.rules().stream().map(rule -> rule.pattern().json()).toList());
  }

  static EventNames of(List<JsonNode> patterns) {
    Set<String> names = new HashSet<>();
    for (JsonNode pattern : patterns) {
      JsonNode allowed = pattern.at("/detail/eventName");
      if (!allowed.isArray() || !allowed.valueStream().allMatch(JsonNode::isTextual)) {
        return new EventNames(Set.of());
      }
      allowed.forEach(name -> names.add(name.asText()));
    }
    return new EventNames(Set.copyOf(names));
  }

  /** Whether it is certain that no rule matches an event or a bare record. */
  boolean ruleOut(JsonNode event) {
    JsonNode record = event.path("detail").isObject() ? event.path("detail") : event;
    JsonNode name = record.path("eventName");
    return !names.isEmpty()
        && name.isTextual()
        && !names.contains(name.asText())
        && REQUIRED.stream().noneMatch(field -> record.path(field).asText("").isEmpty());
  }
}
