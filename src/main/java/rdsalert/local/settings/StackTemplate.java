package rdsalert.local.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import rdsalert.yaml.YamlFile;

/** A template of CloudFormation: its parameters, and what it says of their values. */
record StackTemplate(JsonNode json) {
  /** Refuses what is no template; the message names the file. */
  static StackTemplate read(Path file) {
    try {
      return new StackTemplate(YamlFile.read(Files.readString(file)).json());
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": cannot be read", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": is no template: " + e.getMessage(), e);
    }
  }

  Map<String, StackParameter> parameters() {
    Map<String, StackParameter> parameters = new LinkedHashMap<>();
    json.path("Parameters")
        .properties()
        .forEach(one -> parameters.put(one.getKey(), new StackParameter(one.getValue())));
    return parameters;
  }

  /** What the template's rules say against values that are allowed one by one. */
  List<String> brokenRules(UnaryOperator<@Nullable String> values) {
    List<String> broken = new ArrayList<>();
    for (JsonNode rule : json.path("Rules")) {
      if (holds(rule.path("RuleCondition"), values)) {
        for (JsonNode assertion : rule.path("Assertions")) {
          if (!holds(assertion.path("Assert"), values)) {
            broken.add(assertion.path("AssertDescription").asText());
          }
        }
      }
    }
    return broken;
  }

  /** The variables of the functions that are parameters: their names by those of the variables. */
  Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    json.at("/Globals/Function/Environment/Variables")
        .properties()
        .forEach(one -> variables.put(one.getKey(), one.getValue().path("!Ref").asText()));
    return variables;
  }

  /** A function that is not known here is left to CloudFormation. */
  private static boolean holds(JsonNode condition, UnaryOperator<@Nullable String> values) {
    if (condition.has("!Not")) {
      return !holds(condition.at("/!Not/0"), values);
    }
    if (condition.has("!And")) {
      return condition.path("!And").valueStream().allMatch(each -> holds(each, values));
    }
    if (condition.has("!Or")) {
      return condition.path("!Or").valueStream().anyMatch(each -> holds(each, values));
    }
    JsonNode equal = condition.path("!Equals");
    return equal.isMissingNode()
        || value(equal.path(0), values).equals(value(equal.path(1), values));
  }

  private static String value(JsonNode written, UnaryOperator<@Nullable String> values) {
    String value = written.has("!Ref") ? values.apply(written.path("!Ref").asText()) : null;
    return value == null ? written.asText() : value;
  }
}
