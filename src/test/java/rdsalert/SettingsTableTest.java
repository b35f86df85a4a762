package rdsalert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rdsalert.testing.Template;

/**
 * docs/settings.md has each parameter and each setting, with the template's defaults and bounds.
 */
class SettingsTableTest {
  /** What the JVM reads, and no setting of ours. */
  private static final String JVM = "JAVA_TOOL_OPTIONS";

  /** How the table says what an empty text stands for. */
  private static final String NOTHING =
      "(none|the alert topic|the packaged rdsalert/exceptions.json)";

  private static final String SETTING = "\\| ([A-Z]+_[A-Z_]+) .*";

  private static List<Map.Entry<String, JsonNode>> parameters() {
    return List.copyOf(Template.section("Parameters").properties());
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void saysWhatTheTemplateSaysOfAParameter(Map.Entry<String, JsonNode> parameter)
      throws IOException {
    JsonNode bounds = parameter.getValue();
    List<String> rows =
        rows()
            .filter(row -> row.matches("\\|[^|]*(\\|[^|]*)?\\b" + parameter.getKey() + "\\b.*"))
            .toList();

    assertThat(rows)
        .singleElement()
        .asString()
        .containsPattern("\\| " + defaultOf(bounds) + " \\|");
    if (bounds.has("MinValue")) {
      String least = bounds.path("MinValue").asText();
      assertThat(rows.getFirst())
          .contains("| " + least + " to " + bounds.path("MaxValue").asText() + " |");
    }
    JsonNode values = bounds.path("AllowedValues");
    if (!values.isEmpty()) {
      String last = values.path(values.size() - 1).asText();
      assertThat(rows.getFirst()).contains(values.path(0).asText(), last);
    }
  }

  /** A text that may stand for nothing is described in words. */
  private static String defaultOf(JsonNode parameter) {
    String text = parameter.path("Default").asText();
    return text.isEmpty() ? NOTHING : Pattern.quote(text);
  }

  @Test
  void hasEachSettingOfTheFunctions() throws IOException {
    Stream<JsonNode> variables =
        Stream.concat(
            Stream.of(Template.section("Globals").at("/Function/Environment/Variables")),
            Template.resources("AWS::Serverless::Function").stream()
                .map(function -> Template.properties(function).at("/Environment/Variables")));

    assertThat(
            rows().filter(row -> row.matches(SETTING)).map(row -> row.replaceFirst(SETTING, "$1")))
        .containsExactlyInAnyOrderElementsOf(
            variables
                .flatMap(of -> of.properties().stream().map(Map.Entry::getKey))
                .filter(name -> !name.equals(JVM))
                .collect(Collectors.toSet()));
  }

  /** The rows of the tables, without marks of code and with plain numbers. */
  private static Stream<String> rows() throws IOException {
    return Files.readString(Path.of("docs/settings.md"))
        .replace("`", "")
        .replaceAll("(?<=\\d),(?=\\d)", "")
        .lines()
        .filter(line -> line.startsWith("| "));
  }
}
