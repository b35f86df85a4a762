package rdsalert.local.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import rdsalert.yaml.YamlFile;

/** A template of CloudFormation: its parameters, and which of them the functions see. */
record StackTemplate(JsonNode json) {
  /**
   * CloudFormation takes fractions and zeros in front too. The first are refused later by Lambda
   * and the like; "00" is not the "0" by which the template's conditions tell that there is to be
   * none.
   */
  private static final Pattern WHOLE = Pattern.compile("0|-?[1-9]\\d{0,11}");

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

  /** The parameters' defaults, by their names. */
  Map<String, String> defaults() {
    Map<String, String> defaults = new LinkedHashMap<>();
    json.path("Parameters")
        .properties()
        .forEach(one -> defaults.put(one.getKey(), one.getValue().path("Default").asText()));
    return defaults;
  }

  /** What of the functions' environment is the value of a parameter. */
  Map<String, String> environment(Map<String, String> values) {
    Map<String, String> environment = new HashMap<>();
    for (var variable : json.at("/Globals/Function/Environment/Variables").properties()) {
      String value = values.get(variable.getValue().path("!Ref").asText());
      if (value != null) {
        environment.put(variable.getKey(), value);
      }
    }
    return environment;
  }

  /** Why CloudFormation would not take a value for a parameter; empty if it would. */
  Optional<String> fault(String name, String value) {
    JsonNode parameter = json.path("Parameters").path(name);
    if (parameter.isMissingNode()) {
      return Optional.of(
          name
              + ": the template has no such parameter, and SAM passes over it in silence;"
              + " samconfig.example.toml lists them all");
    }
    List<String> allowed =
        parameter.path("AllowedValues").valueStream().map(JsonNode::asText).toList();
    String wanted =
        allowed.isEmpty()
            ? parameter.path("ConstraintDescription").asText("is not allowed")
            : "must be one of " + String.join(", ", allowed);
    return (allowed.isEmpty() ? takes(parameter, value) : allowed.contains(value))
        ? Optional.empty()
        : Optional.of("%s is \"%s\", but %s".formatted(name, value, wanted));
  }

  private static boolean takes(JsonNode parameter, String value) {
    if (!parameter.path("Type").asText().equals("Number")) {
      return value.matches(parameter.path("AllowedPattern").asText("(?s).*"));
    }
    return WHOLE.matcher(value).matches()
        && Long.parseLong(value) >= parameter.path("MinValue").asLong()
        && Long.parseLong(value) <= parameter.path("MaxValue").asLong();
  }
}
