package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A value of a rule's file, whose faults say where it stands.
 *
 * @param path the keys and places in lists that lead to it, each behind a slash; empty for the
 *     whole file
 * @param lines the line of each value by its path; empty for what was packed as JSON
 */
public record RuleValue(JsonNode json, String path, Map<String, Integer> lines) {
  /** As JSON and YAML write one; "007" would be a text there. */
  private static final Pattern WHOLE = Pattern.compile("0|[1-9]\\d{0,8}");

  /** A fault of this value; the message begins with its line. */
  IllegalArgumentException fault(String what) {
    Integer line = lines.get(path);
    String name = path.replaceAll("/\\d+(?=/|$)", "").replace('/', '.');
    return new IllegalArgumentException(
        (line == null ? "" : "line " + line + ": ")
            + (name.isEmpty() ? "" : name.substring(1) + ": ")
            + what);
  }

  void require(boolean holds, String otherwise) {
    if (!holds) {
      throw fault(otherwise);
    }
  }

  private RuleValue below(Object key, JsonNode value) {
    return new RuleValue(value, path + "/" + key, lines);
  }

  /** Reads the text with a function whose faults are those of this value. */
  <T> T with(Function<String, T> read) {
    String text = text();
    return withJson(_ -> read.apply(text));
  }

  /** The same for a function that takes any JSON. */
  <T> T withJson(Function<JsonNode, T> read) {
    try {
      return read.apply(json);
    } catch (IllegalArgumentException e) {
      throw fault(String.valueOf(e.getMessage()));
    }
  }

  String text() {
    String text = json.isValueNode() && !json.isNull() ? json.asText() : "";
    require(!text.isBlank(), "must be a text");
    return text;
  }

  int number(int least, int most) {
    int number = WHOLE.matcher(text()).matches() ? Integer.parseInt(text()) : -1;
    require(
        number >= least && number <= most,
        "must be a whole number from " + least + " to " + most + " but is " + text());
    return number;
  }

  String oneOf(List<String> known) {
    String wanted = "must be one of " + String.join(", ", known) + " but is " + text();
    require(known.contains(text()), wanted);
    return text();
  }

  /** The constant whose name stands here in small letters. */
  <E extends Enum<E>> E oneOf(Class<E> kind) {
    List<String> known =
        Stream.of(kind.getEnumConstants()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
    return Enum.valueOf(kind, oneOf(known).toUpperCase(Locale.ROOT));
  }

  boolean isList() {
    return json.isArray();
  }

  <T> List<T> list(Function<RuleValue, T> read) {
    require(isList() && !json.isEmpty(), "must be a list that is not empty");
    List<T> values = new ArrayList<>();
    for (JsonNode one : json) {
      values.add(read.apply(below(values.size(), one)));
    }
    return List.copyOf(values);
  }

  /** The elements of a list, or the one value that stands there without a list. */
  <T> List<T> listOrOne(Function<RuleValue, T> read) {
    return isList() ? list(read) : List.of(read.apply(this));
  }

  Map<String, RuleValue> map() {
    require(json.isObject(), "must be a map of names to values");
    Map<String, RuleValue> values = new LinkedHashMap<>();
    json.properties().forEach(one -> values.put(one.getKey(), below(one.getKey(), one.getValue())));
    return values;
  }

  void requireNoOthers(Set<String> known) {
    String others = "is not known here; known are " + listed(known);
    map().forEach((key, value) -> value.require(known.contains(key), others));
  }

  static String listed(Set<String> names) {
    return String.join(", ", new TreeSet<>(names));
  }

  RuleValue get(String key) {
    return find(key).orElseThrow(() -> fault("'" + key + "' is missing"));
  }

  Optional<RuleValue> find(String key) {
    return Optional.ofNullable(json.get(key)).map(value -> below(key, value));
  }

  /** What is read of the value under a key; null if there is none. */
  <T> @Nullable T optional(String key, Function<RuleValue, T> read) {
    RuleValue value = find(key).orElse(null);
    return value == null ? null : read.apply(value);
  }

  /** The values of the map under a name, in the file's order; none where there is no map. */
  <T> Map<String, T> mapOf(String key, BiFunction<String, RuleValue, T> read) {
    Map<String, T> values = new LinkedHashMap<>();
    find(key)
        .ifPresent(of -> of.map().forEach((name, one) -> values.put(name, read.apply(name, one))));
    return Collections.unmodifiableMap(values);
  }
}
