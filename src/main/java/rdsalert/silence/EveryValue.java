package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import rdsalert.pattern.Alternatives;
import rdsalert.pattern.PatternSet;

/**
 * Whether a pattern that matches an event also covers every value of the lists it looks at.
 *
 * <p>For the matcher one value is enough; an exception for a friend must not cover a friend and a
 * stranger. Tags are different: each one says something of the same thing, so one is enough.
 */
final class EveryValue {
  /** An event that lists more, all lists multiplied, is not covered. */
  private static final int MOST = 1_000;

  private EveryValue() {}

  static boolean isCovered(JsonNode pattern, JsonNode event) {
    Set<String> fields = new HashSet<>();
    Alternatives.of(pattern).forEach(alternative -> fields.addAll(alternative.keySet()));
    JsonNode lookedAt = keep("", event, fields);
    long count = count(lookedAt);
    if (count <= 1 || count > MOST) {
      return count <= 1;
    }
    PatternSet one = PatternSet.of(List.of(pattern));
    return each(lookedAt).stream().noneMatch(part -> one.matching(part).isEmpty());
  }

  private static JsonNode keep(String path, JsonNode node, Set<String> fields) {
    if (!node.isObject()) {
      return node;
    }
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    for (var field : node.properties()) {
      String inner = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      if (fields.stream().anyMatch(looked -> (looked + ".").startsWith(inner + "."))) {
        kept.set(field.getKey(), keep(inner, field.getValue(), fields));
      }
    }
    return kept;
  }

  private static boolean isOne(JsonNode node) {
    return !node.isContainerNode() || node.isEmpty() || isTags(node);
  }

  private static boolean isTags(JsonNode node) {
    return node.isArray()
        && StreamSupport.stream(node.spliterator(), false)
            .allMatch(element -> element.has("key") && element.size() <= 2);
  }

  private static long count(JsonNode node) {
    if (isOne(node)) {
      return 1;
    }
    long count = node.isArray() ? 0 : 1;
    for (JsonNode inner : node) {
      long more = count(inner);
      count = Math.min(node.isArray() ? count + more : count * more, MOST + 1L);
    }
    return count;
  }

  /** All ways to take one value of each list. */
  private static List<JsonNode> each(JsonNode node) {
    if (isOne(node)) {
      return List.of(node);
    }
    return node.isArray() ? ofList(node) : ofObject(node);
  }

  private static List<JsonNode> ofList(JsonNode list) {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode element : list) {
      each(element).forEach(one -> all.add(JsonNodeFactory.instance.arrayNode().add(one)));
    }
    return all;
  }

  private static List<JsonNode> ofObject(JsonNode object) {
    List<ObjectNode> all = List.of(JsonNodeFactory.instance.objectNode());
    for (var field : object.properties()) {
      List<JsonNode> values = each(field.getValue());
      all =
          all.stream()
              .flatMap(
                  one ->
                      values.stream()
                          .map(value -> one.deepCopy().<ObjectNode>set(field.getKey(), value)))
              .toList();
    }
    return List.copyOf(all);
  }
}
