package rdsalert.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The patterns without {@code $or} that a pattern stands for. The matcher multiplies them out, so a
 * short pattern can stand for very many.
 */
public final class Alternatives {
  /** What a pattern, and a file of exceptions, may stand for. */
  public static final int MOST = 1_000;

  static final String OR = "$or";

  private Alternatives() {}

  /**
   * Each as the values that it allows, by the path of their field; of more than {@link #MOST}, only
   * one more than that.
   *
   * @throws IllegalArgumentException if the values of a field in {@code $or} are not among those
   *     that it has outside: people mean both, and the matcher takes what is written last
   */
  public static List<Map<String, List<JsonNode>>> of(JsonNode pattern) {
    return of("", pattern);
  }

  /** The plain texts of which a field has to have one; empty if anything else will do. */
  public static Set<String> words(JsonNode pattern, String path) {
    Set<String> words = new TreeSet<>();
    var alternatives = of(pattern);
    for (var alternative : alternatives) {
      List<JsonNode> values = alternative.getOrDefault(path, List.of());
      if (values.isEmpty() || !values.stream().allMatch(JsonNode::isTextual)) {
        return Set.of();
      }
      values.forEach(value -> words.add(value.asText()));
    }
    return alternatives.size() > MOST ? Set.of() : words;
  }

  /** The paths of all fields that a pattern looks at. */
  public static Set<String> paths(JsonNode pattern) {
    Set<String> paths = new TreeSet<>();
    of(pattern).forEach(alternative -> paths.addAll(alternative.keySet()));
    return paths;
  }

  private static List<Map<String, List<JsonNode>>> of(String path, JsonNode object) {
    List<Map<String, List<JsonNode>>> all = List.of(Map.of());
    for (var field : object.properties()) {
      var others = field(path, field.getKey(), field.getValue());
      all =
          all.stream()
              .flatMap(one -> others.stream().map(other -> both(one, other)))
              .limit(MOST + 1L)
              .toList();
    }
    return all;
  }

  private static List<Map<String, List<JsonNode>>> field(String path, String name, JsonNode value) {
    if (name.equals(OR)) {
      return value
          .valueStream()
          .flatMap(branch -> of(path, branch).stream())
          .limit(MOST + 1L)
          .toList();
    }
    String inner = path.isEmpty() ? name : path + "." + name;
    return value.isObject()
        ? of(inner, value)
        : List.of(Map.of(inner, value.valueStream().toList()));
  }

  private static Map<String, List<JsonNode>> both(
      Map<String, List<JsonNode>> one, Map<String, List<JsonNode>> other) {
    Map<String, List<JsonNode>> both = new HashMap<>(one);
    other.forEach(
        (path, values) -> {
          List<JsonNode> before = both.put(path, values);
          if (before != null && !before.containsAll(values)) {
            throw new IllegalArgumentException(
                ("'" + path + "' stands twice, as in an $or and outside it, with other values, of")
                    + " which the matcher takes those alone that are written last: leave out one of"
                    + " the two");
          }
        });
    return both;
  }
}
