package rdsalert.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The patterns without {@code $or} that a pattern stands for. The matcher multiplies them out, so a
 * short pattern can stand for very many.
 */
public final class Alternatives {
  private static final String OR = "$or";

  private Alternatives() {}

  /** How many there are; stops counting where there are more than enough. */
  static long count(JsonNode object, long enough) {
    long product = 1;
    for (var field : object.properties()) {
      JsonNode value = field.getValue();
      long factor = field.getKey().equals(OR) ? sum(value, enough) : count(value, enough);
      product = Math.min(product * Math.max(1, factor), enough + 1);
    }
    return product;
  }

  private static long sum(JsonNode branches, long enough) {
    long sum = 0;
    for (JsonNode branch : branches) {
      sum = Math.min(sum + count(branch, enough), enough + 1);
    }
    return sum;
  }

  /** All of a sound pattern: by the path of a field, the values that it allows. */
  public static List<Map<String, List<JsonNode>>> of(JsonNode pattern) {
    return of("", pattern);
  }

  private static List<Map<String, List<JsonNode>>> of(String path, JsonNode object) {
    List<Map<String, List<JsonNode>>> all = List.of(Map.of());
    for (var field : object.properties()) {
      all = product(all, field(path, field.getKey(), field.getValue()));
    }
    return all;
  }

  private static List<Map<String, List<JsonNode>>> field(String path, String name, JsonNode value) {
    if (name.equals(OR)) {
      return value.valueStream().flatMap(branch -> of(path, branch).stream()).toList();
    }
    String inner = path.isEmpty() ? name : path + "." + name;
    return value.isObject()
        ? of(inner, value)
        : List.of(Map.of(inner, value.valueStream().toList()));
  }

  private static List<Map<String, List<JsonNode>>> product(
      List<Map<String, List<JsonNode>>> left, List<Map<String, List<JsonNode>>> right) {
    List<Map<String, List<JsonNode>>> product = new ArrayList<>();
    for (Map<String, List<JsonNode>> one : left) {
      for (Map<String, List<JsonNode>> other : right) {
        Map<String, List<JsonNode>> both = new HashMap<>(one);
        other.forEach((path, values) -> both.merge(path, values, Alternatives::concat));
        product.add(both);
      }
    }
    return product;
  }

  private static List<JsonNode> concat(List<JsonNode> values, List<JsonNode> more) {
    List<JsonNode> all = new ArrayList<>(values);
    all.addAll(more);
    return all;
  }
}
