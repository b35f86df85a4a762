package rdsalert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EventBridge delivers exactly what the function would match. */
class TemplatePatternTest {
  private static final JsonNode PATTERN =
      RuleCatalog.packaged().rules().getFirst().pattern().json();

  @ParameterizedTest
  @ValueSource(strings = {"template.yaml", "template-forwarder.yaml"})
  void isTheRulesPattern(String template) throws IOException {
    List<JsonNode> patterns = detectingPatterns(Path.of(template));

    assertThat(patterns).isNotEmpty().allSatisfy(found -> assertThat(found).isEqualTo(PATTERN));
  }

  /** The patterns of the template that have to do with RDS, wherever they stand. */
  private static List<JsonNode> detectingPatterns(Path template) throws IOException {
    JsonNode resources = YAMLMapper.builder().build().readTree(template.toFile()).path("Resources");
    List<JsonNode> patterns = new ArrayList<>();
    patterns.addAll(resources.findValues("EventPattern"));
    patterns.addAll(resources.findValues("Pattern"));
    return patterns.stream().filter(TemplatePatternTest::concernsRds).toList();
  }

  private static boolean concernsRds(JsonNode pattern) {
    return pattern.isObject() && pattern.toString().contains("rds");
  }
}
