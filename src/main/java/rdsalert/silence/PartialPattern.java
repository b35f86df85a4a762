package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Predicate;

/** Event patterns without some of their clauses: they match all that the whole ones do, or more. */
final class PartialPattern {
  private static final String OR = "$or";

  private final Predicate<String> wanted;

  private PartialPattern(Predicate<String> wanted) {
    this.wanted = wanted;
  }

  /**
   * What is left of a sound pattern; empty if it then asks for nothing.
   *
   * @param wanted which clauses are kept, by the fields they look at, such as {@code
   *     detail.userIdentity.type}
   */
  static ObjectNode keeping(Predicate<String> wanted, JsonNode pattern) {
    return new PartialPattern(wanted).object("", pattern);
  }

  private ObjectNode object(String path, JsonNode object) {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    for (var field : object.properties()) {
      JsonNode rest = rest(path, field.getKey(), field.getValue());
      if (!rest.isEmpty()) {
        kept.set(field.getKey(), rest);
      }
    }
    return kept;
  }

  private JsonNode rest(String path, String name, JsonNode value) {
    if (name.equals(OR)) {
      return branches(path, value);
    }
    String inner = path.isEmpty() ? name : path + "." + name;
    if (value.isObject()) {
      return object(inner, value);
    }
    return wanted.test(inner) ? value : JsonNodeFactory.instance.arrayNode();
  }

  /** None if one of them asks for nothing any more: then they hold for every event. */
  private ArrayNode branches(String path, JsonNode branches) {
    ArrayNode kept = JsonNodeFactory.instance.arrayNode();
    for (JsonNode branch : branches) {
      ObjectNode rest = object(path, branch);
      if (rest.isEmpty()) {
        return JsonNodeFactory.instance.arrayNode();
      }
      kept.add(rest);
    }
    return kept;
  }
}
