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
import rdsalert.pattern.EventPattern;
import rdsalert.testing.Samples;

/** EventBridge delivers all that the function would match, and with one rule nothing else. */
class TemplatePatternTest {
  /** EventBridge's own bound, which a request to AWS could raise. */
  private static final int LONGEST = 2_048;

  private static final List<DetectionRule> RULES = RuleCatalog.packaged().rules();

  @ParameterizedTest
  @ValueSource(strings = {"template.yaml", "template-forwarder.yaml"})
  void isTheRulesOwnPatternWhileThereIsOneRule(String template) throws IOException {
    assertThat(RULES).hasSize(1);
    assertThat(detectingPatterns(Path.of(template)))
        .isNotEmpty()
        .allSatisfy(found -> assertThat(found).isEqualTo(RULES.getFirst().pattern().json()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"template.yaml", "template-forwarder.yaml"})
  void deliversEverySampleThatARuleMatches(String template) throws IOException {
    List<EventPattern> delivered =
        detectingPatterns(Path.of(template)).stream().map(EventPattern::of).toList();
    List<Path> hits = Samples.files().filter(Samples::isHit).toList();

    assertThat(hits)
        .hasSizeGreaterThan(10)
        .allMatch(
            hit -> delivered.stream().anyMatch(pattern -> pattern.matches(Samples.read(hit))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"template.yaml", "template-forwarder.yaml"})
  void isNoLongerThanEventBridgeTakes(String template) throws IOException {
    assertThat(detectingPatterns(Path.of(template)))
        .allSatisfy(found -> assertThat(found.toString().length()).isLessThanOrEqualTo(LONGEST));
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
