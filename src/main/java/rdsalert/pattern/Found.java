package rdsalert.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What an event holds where a clause of a pattern looks: through lists, as the matcher does. */
final class Found {
  private static final String ABSENT = "absent";

  private Found() {}

  /**
   * The value as JSON, a list where there are several, or {@code absent}; for an {@code $or}, an
   * object with what its branches look at.
   */
  static String at(List<String> path, JsonNode wanted, JsonNode event) {
    if (!path.getLast().equals("$or")) {
      JsonNode found = values(event, path);
      return found.isMissingNode() ? ABSENT : found.toString();
    }
    JsonNode base = values(event, path.subList(0, path.size() - 1));
    ObjectNode found = JsonNodeFactory.instance.objectNode();
    for (String field : fields(wanted)) {
      JsonNode value = values(base, List.of(field.split("\\.", -1)));
      if (!value.isMissingNode()) {
        found.set(field, value);
      }
    }
    return found.isEmpty() ? ABSENT : found.toString();
  }

  private static Set<String> fields(JsonNode branches) {
    Set<String> fields = new TreeSet<>();
    for (JsonNode branch : branches) {
      Alternatives.of(branch).stream().map(Map::keySet).forEach(fields::addAll);
    }
    return fields;
  }

  private static JsonNode values(JsonNode node, List<String> path) {
    if (path.isEmpty()) {
      return node;
    }
    if (!node.isArray()) {
      return values(node.path(path.getFirst()), path.subList(1, path.size()));
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (JsonNode element : node) {
      add(values(element, path), all);
    }
    return switch (all.size()) {
      case 0 -> JsonNodeFactory.instance.missingNode();
      case 1 -> all.get(0);
      default -> all;
    };
  }

  private static void add(JsonNode value, ArrayNode all) {
    if (value.isArray()) {
      value.forEach(all::add);
    } else if (!value.isMissingNode()) {
      all.add(value);
    }
  }
}
