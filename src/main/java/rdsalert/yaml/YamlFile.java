package rdsalert.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
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
import rdsalert.rule.RuleValue;

/** Reads YAML, so that the line of each value is known. */
public final class YamlFile {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, Integer> lines = new HashMap<>();

  private YamlFile() {}

  /**
   * What has a tag of its own, {@code !Ref name}, becomes a field of that. Refuses what is not
   * YAML; the message begins with the line.
   */
  public static RuleValue read(String yaml) {
    try {
      Node root =
          new Compose(LoadSettings.builder().build())
              .composeString(yaml)
              .orElseThrow(() -> new IllegalArgumentException("the file is empty"));
      YamlFile file = new YamlFile();
      return new RuleValue(file.json(root, ""), "", file.lines);
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> "line " + line(mark) + ": ").orElse("");
      throw new IllegalArgumentException(line + "not YAML: " + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException("not YAML: " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      // By an alias a list can hold itself, and the library knows no bound.
      throw new IllegalArgumentException(
          "lists and maps are nested too deeply, or hold themselves", e);
    }
  }

  private static int line(Mark mark) {
    return mark.getLine() + 1;
  }

  private static IllegalArgumentException fault(Node at, String what) {
    String line = at.getStartMark().map(mark -> "line " + line(mark) + ": ").orElse("");
    return new IllegalArgumentException(line + what);
  }

  private JsonNode json(Node node, String path) {
    node.getStartMark().ifPresent(mark -> lines.put(path, line(mark)));
    JsonNode value =
        switch (node) {
          case SequenceNode list -> list(list, path);
          case MappingNode map -> map(map, path);
          case ScalarNode scalar -> scalar(scalar.getTag(), scalar.getValue());
          default -> throw fault(node, "is of no known kind");
        };
    String tag = node.getTag().getValue();
    return tag.startsWith("!") ? JSON.objectNode().set(tag, value) : value;
  }

  private ArrayNode list(SequenceNode list, String path) {
    ArrayNode values = JSON.arrayNode();
    for (Node one : list.getValue()) {
      values.add(json(one, path + "/" + values.size()));
    }
    return values;
  }

  private ObjectNode map(MappingNode map, String path) {
    ObjectNode values = JSON.objectNode();
    for (NodeTuple entry : map.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        throw fault(entry.getKeyNode(), "a name must be a text");
      }
      String name = key.getValue();
      if (values.has(name)) {
        throw fault(key, "'" + name + "' stands here twice");
      }
      values.set(name, json(entry.getValueNode(), path + "/" + name));
    }
    return values;
  }

  private static JsonNode scalar(Tag tag, String value) {
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(Boolean.parseBoolean(value));
    }
    return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)
        ? JSON.numberNode(new BigDecimal(value))
        : JSON.textNode(value);
  }
}
