package rdsalert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import rdsalert.testing.Template;

/**
 * The example of a stack's settings has every parameter of the template, with its meaning and its
 * default; {@code -DupdateGolden} makes it so.
 */
class SettingsExampleTest {
  private static final Path EXAMPLE = Path.of("samconfig.example.toml");
  private static final String TABLE = "[default.deploy.parameters.parameter_overrides]\n";
  private static final int WIDTH = 120;

  @Test
  void hasEveryParameterOfTheTemplate() throws IOException {
    String example = Files.readString(EXAMPLE);
    String head = example.substring(0, example.indexOf(TABLE) + TABLE.length());
    String wanted = head + settings();

    if (System.getProperty("updateGolden") != null) {
      Files.writeString(EXAMPLE, wanted);
    }

    assertThat(Files.readString(EXAMPLE)).isEqualTo(wanted);
  }

  @Test
  void hasThemInTheGroupsOfTheTemplateEachOnce() {
    assertThat(grouped()).containsExactlyInAnyOrderElementsOf(names(parameters()));
  }

  private static String settings() {
    StringBuilder text = new StringBuilder();
    for (JsonNode group : groups()) {
      text.append("\n# ---- %s ----\n".formatted(group.at("/Label/default").asText()));
      for (JsonNode name : group.path("Parameters")) {
        JsonNode parameter = parameters().path(name.asText());
        wrapped(label(name.asText()) + ". " + meaning(parameter))
            .forEach(line -> text.append("# ").append(line).append("\n"));
        text.append(name.asText() + " = \"" + parameter.path("Default").asText() + "\"\n");
      }
    }
    return text.toString();
  }

  private static String meaning(JsonNode parameter) {
    String allowed = parameter.path("ConstraintDescription").asText();
    String values =
        StreamSupport.stream(parameter.path("AllowedValues").spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(", "));
    return parameter.path("Description").asText()
        + (allowed.isEmpty() ? "" : " It " + allowed + ".")
        + (values.isEmpty() ? "" : " One of " + values + ".");
  }

  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() + 3 > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static String label(String name) {
    return interfaces().at("/ParameterLabels/" + name + "/default").asText();
  }

  private static List<String> grouped() {
    List<String> names = new ArrayList<>();
    groups().forEach(group -> group.path("Parameters").forEach(name -> names.add(name.asText())));
    return names;
  }

  private static List<String> names(JsonNode map) {
    List<String> names = new ArrayList<>();
    map.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode parameters() {
    return Template.section("Parameters");
  }

  private static JsonNode groups() {
    return interfaces().path("ParameterGroups");
  }

  private static JsonNode interfaces() {
    return Template.section("Metadata").path("AWS::CloudFormation::Interface");
  }
}
