package rdsalert.local.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A template of CloudFormation: its parameters, and what it says of their values. */
final class StackTemplate {
  private final Node root;

  private StackTemplate(Node root) {
    this.root = root;
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  static StackTemplate read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new StackTemplate(
          new Compose(LoadSettings.builder().build()).composeInputStream(in).orElseThrow());
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": cannot be read", e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(file + ": is no template: " + e.getMessage(), e);
    }
  }

  Map<String, StackParameter> parameters() {
    Map<String, StackParameter> parameters = new LinkedHashMap<>();
    at("Parameters")
        .forEach((name, of) -> parameters.put(name, StackParameter.of(texts(of), list(of))));
    return parameters;
  }

  /** What the template's rules say against values that are allowed one by one. */
  List<String> brokenRules(UnaryOperator<@Nullable String> values) {
    List<String> broken = new ArrayList<>();
    for (Node rule : at("Rules").values()) {
      Node condition = map(rule).get("RuleCondition");
      if (condition == null || holds(condition, values)) {
        for (Node assertion : items(map(rule).get("Assertions"))) {
          Node asserted = map(assertion).get("Assert");
          if (asserted != null && !holds(asserted, values)) {
            broken.add(text(map(assertion).get("AssertDescription")));
          }
        }
      }
    }
    return broken;
  }

  /** The variables of the functions that are parameters: their names by those of the variables. */
  Map<String, String> variables() {
    Node variables = root;
    for (String name : List.of("Globals", "Function", "Environment", "Variables")) {
      variables = map(variables).getOrDefault(name, root);
    }
    return texts(variables);
  }

  /** A function that is not known here is left to CloudFormation. */
  private static boolean holds(Node condition, UnaryOperator<@Nullable String> values) {
    List<Node> of = items(condition);
    return switch (condition.getTag().getValue()) {
      case "!Not" -> !holds(of.getFirst(), values);
      case "!And" -> of.stream().allMatch(each -> holds(each, values));
      case "!Or" -> of.stream().anyMatch(each -> holds(each, values));
      case "!Equals" -> value(of.getFirst(), values).equals(value(of.getLast(), values));
      default -> true;
    };
  }

  private static String value(Node node, UnaryOperator<@Nullable String> values) {
    String text = text(node);
    String value = node.getTag().getValue().equals("!Ref") ? values.apply(text) : text;
    return value == null ? "" : value;
  }

  private Map<String, Node> at(String section) {
    return map(map(root).get(section));
  }

  private static Map<String, Node> map(@Nullable Node node) {
    Map<String, Node> values = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        values.put(text(entry.getKeyNode()), entry.getValueNode());
      }
    }
    return values;
  }

  private static Map<String, String> texts(Node node) {
    Map<String, String> texts = new LinkedHashMap<>();
    map(node).forEach((name, value) -> texts.put(name, text(value)));
    return texts;
  }

  private static List<String> list(Node parameter) {
    return items(map(parameter).get("AllowedValues")).stream().map(StackTemplate::text).toList();
  }

  private static List<Node> items(@Nullable Node node) {
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
  }

  private static String text(@Nullable Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
