package rdsalert.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rdsalert.rule.DetectionRule.Rating.Severity;
import rdsalert.rule.RuleChoice.Pack;
import rdsalert.testing.TestRules;

/** Which rules of a pack are on, in which order, and that the packs know all files. */
class RuleChoiceTest {
  private static final Map<String, List<String>> PACKS = Shared.packaged().packs();

  private static final List<String> SHARED =
      List.of("attack.yaml", "packs.yaml", "steps.yaml", "words.yaml");

  private static final DetectionRule LOW = TestRules.like("low", Severity.LOW, 21);
  private static final DetectionRule HIGH = TestRules.like("high", Severity.HIGH, 73);
  private static final DetectionRule NOISY = onRequest(TestRules.like("noisy", Severity.LOW, 21));
  private static final List<DetectionRule> RULES = List.of(LOW, NOISY, HIGH);

  private static DetectionRule onRequest(DetectionRule rule) {
    return new DetectionRule(
        rule.id(),
        rule.about(),
        rule.rating(),
        rule.pattern(),
        rule.report(),
        rule.guide(),
        true,
        false);
  }

  private static RuleChoice choice(Set<String> off, Set<String> on) {
    return new RuleChoice(Pack.DATABASE_EXPOSURE, off, on);
  }

  @Test
  void leavesOutWhatIsOffUnlessAskedFor() {
    assertThat(choice(Set.of(), Set.of()).of(RULES)).containsExactly(HIGH, LOW);
    assertThat(choice(Set.of(), Set.of("noisy")).of(RULES)).containsExactly(HIGH, LOW, NOISY);
  }

  @Test
  void leavesOutWhatIsSwitchedOff() {
    assertThat(choice(Set.of("high", "noisy"), Set.of("noisy")).of(RULES)).containsExactly(LOW);
  }

  @Test
  void namesAnUnknownIdAndTheKnownOnes() {
    assertThatThrownBy(() -> choice(Set.of("hihg"), Set.of()).of(RULES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the pack database-exposure has no rule 'hihg'; it has high, low, noisy");
    assertThatThrownBy(() -> choice(Set.of(), Set.of("nosy")).of(RULES))
        .hasMessageContaining("no rule 'nosy'");
  }

  @Test
  void refusesToLeaveNothing() {
    Set<String> all = Set.of(TestRules.packaged().id());
    assertThatThrownBy(() -> RuleCatalog.packaged(new RuleChoice(Pack.CORE, all, Set.of())))
        .hasMessage("there is no rule: leave one switched on");
  }

  @Test
  void readsTheCoreWithEveryPack() {
    RuleCatalog pack = RuleCatalog.packaged(choice(Set.of(), Set.of()));

    assertThat(pack.find(TestRules.packaged().id())).isPresent();
    assertThat(pack.rules()).isSortedAccordingTo((a, b) -> b.riskScore() - a.riskScore());
  }

  @Test
  void knowsEveryFile() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/rdsalert/rules"))) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(PACKS.values().stream().flatMap(List::stream), SHARED.stream())
                  .toList());
    }
  }

  /**
   * By its id a rule is known for one that nobody can switch off, so no other may have such an id.
   */
  @Test
  void knowsRulesAboutTheStackByPackAndId() {
    RuleCatalog all = RuleCatalog.packaged(choice(Set.of(), Set.of()));

    assertThat(all.own()).isNotEmpty().allMatch(DetectionRule::isOwn);
    assertThat(all.rules()).noneMatch(DetectionRule::isOwn);
    for (String file : PACKS.getOrDefault(RuleChoice.SELF, List.of())) {
      RuleValue rule = Shared.json(Shared.packaged(file));
      assertThat(rule.get("pack").text()).isEqualTo(RuleChoice.SELF);
      assertThat(rule.get("id").text() + ".yaml").isEqualTo(file);
    }
  }

  private static List<String> files(Pack pack) {
    return PACKS.getOrDefault(pack.id(), List.of());
  }

  @ParameterizedTest
  @EnumSource(Pack.class)
  void hasFilesThatSayTheirPackAndTheirId(Pack pack) {
    assertThat(files(pack)).isSorted();
    for (String file : files(pack)) {
      RuleValue rule = Shared.json(Shared.packaged(file));
      assertThat(rule.get("pack").text()).as(file).isEqualTo(pack.id());
      if (pack != Pack.CORE) {
        assertThat(rule.get("id").text() + ".yaml").isEqualTo(file);
      }
    }
  }
}
