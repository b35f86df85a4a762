package rdsalert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rdsalert.testing.Samples;
import rdsalert.testing.TestRules;

/** Every file in {@code events/} is judged as its name says. */
class SampleEventsTest {
  private static final RuleCatalog RULES = TestRules.everyPackaged();

  @ParameterizedTest
  @MethodSource("rdsalert.testing.Samples#ofAllRules")
  void areJudgedAsTheirNamesSay(Path file) {
    assertThat(ruleOf(file).pattern().matches(Samples.read(file))).isEqualTo(Samples.isHit(file));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void areThreeHitsAndThreeMissesOfARuleAtLeast(DetectionRule rule) throws IOException {
    Map<Boolean, Long> samples =
        Samples.ofAllRules()
            .filter(file -> ruleOf(file).id().equals(rule.id()))
            .collect(Collectors.partitioningBy(Samples::isHit, Collectors.counting()));

    assertThat(samples.values())
        .as("samples of %s that are misses, and hits: %s", rule.id(), samples.values())
        .allMatch(count -> count >= 3);
  }

  @Test
  void haveEventIdsOfTheirOwn() throws IOException {
    Set<String> ids = new HashSet<>();
    for (Path file : Samples.ofAllRules().toList()) {
      assertThat(ids.add(Samples.read(file).eventId())).as("%s", file).isTrue();
    }
  }

  /** The rule in whose folder a sample is; folders are named as the rules' files. */
  private static DetectionRule ruleOf(Path file) {
    String folder = file.getName(1).toString();
    return folder.equals("rds-db-security-group-created")
        ? TestRules.packaged()
        : RULES.find(folder).orElseThrow(() -> new AssertionError("no rule " + folder));
  }

  static Stream<DetectionRule> rules() {
    return RULES.rules().stream();
  }
}
