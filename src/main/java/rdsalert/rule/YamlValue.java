package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value of a YAML file that knows its line, so that every fault can name it. */
public final class YamlValue {
  /** A file that is larger by its aliases is no rule. */
  private static final int MOST_NODES = 20_000;

  private final Node node;
  private final String name;
  private @Nullable Map<String, YamlValue> map;

  /**
   * @param name where it stands, such as {@code guide.respond}; empty for the whole file
   */
  private YamlValue(Node node, String name) {
    this.node = node;
    this.name = name;
  }

  /** Refuses what is not YAML; the message begins with the line. */
  public static YamlValue read(String yaml) {
    try {
      Node root =
          new Compose(LoadSettings.builder().build())
              .composeString(yaml)
              .orElseThrow(() -> new IllegalArgumentException("the file is empty"));
      return new YamlValue(root, "");
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(YamlValue::line).orElse("");
      throw new IllegalArgumentException(line + "not YAML: " + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException("not YAML: " + e.getMessage(), e);
    }
  }

  /** A fault of this value; the message begins with its line. */
  IllegalArgumentException fault(String what) {
    String of = name.isEmpty() ? "" : name + ": ";
    return new IllegalArgumentException(
        node.getStartMark().map(YamlValue::line).orElse("") + of + what);
  }

  private static String line(Mark mark) {
    return "line " + (mark.getLine() + 1) + ": ";
  }

  /** Reads with a function whose faults are those of this value. */
  <T> T with(Function<String, T> read) {
    return read(text(), read);
  }

  /** The same for a function that takes any JSON. */
  <T> T withJson(Function<JsonNode, T> read) {
    return read(json(), read);
  }

  private <V, T> T read(V value, Function<V, T> read) {
    try {
      return read.apply(value);
    } catch (IllegalArgumentException e) {
      throw fault(String.valueOf(e.getMessage()));
    }
  }

  String text() {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return scalar.getValue();
    }
    throw fault("must be a text");
  }

  int number() {
    try {
      return Integer.parseInt(text());
    } catch (NumberFormatException e) {
      throw fault("must be a whole number but is " + text());
    }
  }

  /** The text, which is one of these. */
  String oneOf(List<String> known) {
    if (!known.contains(text())) {
      throw fault("must be one of " + String.join(", ", known) + " but is " + text());
    }
    return text();
  }

  /** The constant whose name stands here in small letters. */
  <E extends Enum<E>> E oneOf(Class<E> kind) {
    List<String> known =
        Stream.of(kind.getEnumConstants()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
    return Enum.valueOf(kind, oneOf(known).toUpperCase(Locale.ROOT));
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  <T> List<T> list(Function<YamlValue, T> read) {
    if (!(node instanceof SequenceNode sequence)) {
      throw fault("must be a list");
    }
    return sequence.getValue().stream().map(one -> read.apply(new YamlValue(one, name))).toList();
  }

  /** The elements of a list, or the one value that stands there without a list. */
  <T> List<T> listOrOne(Function<YamlValue, T> read) {
    return isList() ? list(read) : List.of(read.apply(this));
  }

  Map<String, YamlValue> map() {
    if (map == null) {
      map = readMap();
    }
    return map;
  }

  private Map<String, YamlValue> readMap() {
    if (!(node instanceof MappingNode mapping)) {
      throw fault("must be a map of names to values");
    }
    Map<String, YamlValue> values = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      String key = new YamlValue(entry.getKeyNode(), name).text();
      YamlValue value =
          new YamlValue(entry.getValueNode(), name.isEmpty() ? key : name + "." + key);
      if (values.put(key, value) != null) {
        throw new YamlValue(entry.getKeyNode(), name).fault("'" + key + "' stands here twice");
      }
    }
    return values;
  }

  /** Refuses a map that has others than these. */
  void requireNoOthers(Set<String> known) {
    map()
        .forEach(
            (key, value) -> {
              if (!known.contains(key)) {
                throw value.fault("is not known here; known are " + listed(known));
              }
            });
  }

  static String listed(Set<String> names) {
    return String.join(", ", new TreeSet<>(names));
  }

  YamlValue get(String key) {
    YamlValue value = map().get(key);
    if (value == null) {
      throw fault("'" + key + "' is missing");
    }
    return value;
  }

  /** The value under a name; empty where there is none. */
  Optional<YamlValue> find(String key) {
    return Optional.ofNullable(map().get(key));
  }

  /** The text under a name; null where there is none. */
  @Nullable String textOf(String key) {
    return find(key).map(YamlValue::text).orElse(null);
  }

  /** The values of the map under a name, in the file's order; none where there is no map. */
  <T> Map<String, T> mapOf(String key, BiFunction<String, YamlValue, T> read) {
    Map<String, T> values = new LinkedHashMap<>();
    find(key)
        .ifPresent(of -> of.map().forEach((name, one) -> values.put(name, read.apply(name, one))));
    return Collections.unmodifiableMap(values);
  }

  /** The same value as JSON; what has a tag of its own, {@code !Ref name}, as a field of that. */
  public JsonNode json() {
    return json(new int[1]);
  }

  private JsonNode json(int[] count) {
    if (++count[0] > MOST_NODES) {
      throw fault("is too large");
    }
    Tag tag = node.getTag();
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    JsonNode value =
        switch (node) {
          case SequenceNode _ ->
              JsonNodeFactory.instance.arrayNode().addAll(list(one -> one.json(count)));
          case MappingNode _ -> {
            map().forEach((key, one) -> object.set(key, one.json(count)));
            yield object;
          }
          case ScalarNode scalar -> scalar(tag, scalar.getValue());
          default -> throw fault("is of no known kind");
        };
    return tag.getValue().startsWith("!") ? object.objectNode().set(tag.getValue(), value) : value;
  }

  private static JsonNode scalar(Tag tag, String value) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (tag.equals(Tag.NULL)) {
      return json.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return json.booleanNode(Boolean.parseBoolean(value));
    }
    return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)
        ? json.numberNode(new BigDecimal(value))
        : json.textNode(value);
  }
}
