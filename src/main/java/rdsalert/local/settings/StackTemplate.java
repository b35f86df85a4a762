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

  Map<String, Parameter> parameters() {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    json.path("Parameters")
        .properties()
        .forEach(one -> parameters.put(one.getKey(), new Parameter(one.getValue())));
    return parameters;
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

  /**
   * A parameter, and which values CloudFormation takes for it.
   *
   * @param said what the template says of it: {@code Default}, {@code AllowedPattern} and so on
   */
  record Parameter(JsonNode said) {
    /**
     * CloudFormation takes fractions and zeros in front too. The first are refused later by Lambda
     * and the like; "00" is not the "0" by which the template's conditions tell that there is to be
     * none.
     */
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9]\\d{0,11}");

    String byDefault() {
      return said.path("Default").asText();
    }

    /** What a value has to be that this one is not. */
    Optional<String> fault(String value) {
      List<String> allowed =
          said.path("AllowedValues").valueStream().map(JsonNode::asText).toList();
      if (!allowed.isEmpty()) {
        return allowed.contains(value)
            ? Optional.empty()
            : Optional.of("must be one of " + String.join(", ", allowed));
      }
      return takes(value)
          ? Optional.empty()
          : Optional.of(said.path("ConstraintDescription").asText("is not allowed"));
    }

    private boolean takes(String value) {
      return said.path("Type").asText().equals("Number")
          ? WHOLE.matcher(value).matches() && isWithin(Long.parseLong(value))
          : value.matches(said.path("AllowedPattern").asText("(?s).*"));
    }

    private boolean isWithin(long number) {
      return number >= said.path("MinValue").asLong() && number <= said.path("MaxValue").asLong();
    }
  }
}
