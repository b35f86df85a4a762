package rdsalert.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What an event holds where a clause of a pattern looks: through lists, as the matcher does. */
final class Found {
  private Found() {}

  /** The value at a path; a list if there are several, missing if there is none. */
  static JsonNode at(String path, JsonNode event) {
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    collect(path, event, found);
    return found.size() > 1 ? found : found.path(0);
  }

  /** By their paths, the values that the branches of an {@code $or} look at; missing if none. */
  static JsonNode in(JsonNode parent, JsonNode branches) {
    ObjectNode found = JsonNodeFactory.instance.objectNode();
    for (JsonNode branch : branches) {
      for (String field : Alternatives.paths(branch)) {
        JsonNode value = at(field, parent);
        if (!value.isMissingNode()) {
          found.set(field, value);
        }
      }
    }
    return found.isEmpty() ? JsonNodeFactory.instance.missingNode() : found;
  }

  /** For the matcher, a dot in a name is the same as one between names. */
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
