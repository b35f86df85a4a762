package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rdsalert.pattern.Alternatives;
import rdsalert.pattern.PatternSet;

/**
 * Whether a pattern that matches an event also covers every value of the lists it looks at.
 *
 * <p>For the matcher one value is enough; an exception for a friend must not cover a friend and a
 * stranger. Tags are different: each one says something of the same thing, so one is enough.
 *
 * @param paths what the pattern looks at
 */
record EveryValue(Set<String> paths) {
  /** An event that lists more, all lists multiplied, is not covered. */
  private static final int MOST = 1_000;

  static boolean isCovered(JsonNode pattern, JsonNode event) {
    List<JsonNode> parts = new EveryValue(Alternatives.paths(pattern)).each("", event);
    if (parts.size() == 1 || parts.size() > MOST) {
      return parts.size() == 1;
    }
    PatternSet<String> one = PatternSet.of(Map.of("", pattern));
    return parts.stream().noneMatch(part -> one.matching(part).isEmpty());
  }

  /** All ways to take one value of each list, without what the pattern does not look at. */
  private List<JsonNode> each(String path, JsonNode node) {
    if (!node.isContainerNode() || node.isEmpty() || isTags(node)) {
      return List.of(node);
    }
    return node.isArray()
        ? node.valueStream()
            .flatMap(element -> each(path, element).stream())
            .<JsonNode>map(one -> JsonNodeFactory.instance.arrayNode().add(one))
            .limit(MOST + 1L)
            .toList()
        : eachOfObject(path, node);
  }

  private List<JsonNode> eachOfObject(String path, JsonNode object) {
    List<JsonNode> all = List.of(JsonNodeFactory.instance.objectNode());
    for (var field : object.properties()) {
      String inner = path + field.getKey() + ".";
      if (paths.stream().anyMatch(looked -> (looked + ".").startsWith(inner))) {
        List<JsonNode> values = each(inner, field.getValue());
        all =
            all.stream()
                .flatMap(one -> values.stream().map(value -> with(one, field.getKey(), value)))
                .limit(MOST + 1L)
                .toList();
      }
    }
    return all;
  }

  private static JsonNode with(JsonNode object, String name, JsonNode value) {
    return object.<ObjectNode>deepCopy().set(name, value);
  }

  private static boolean isTags(JsonNode node) {
    return node.isArray()
        && node.valueStream()
            .allMatch(
                element -> element.has("key") && element.size() == (element.has("value") ? 2 : 1));
  }
}
