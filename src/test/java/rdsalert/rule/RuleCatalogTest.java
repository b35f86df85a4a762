package rdsalert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rdsalert.event.EventReader;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.RuleChoice.Pack;
import rdsalert.testing.Samples;
import rdsalert.testing.TestEvents;
import rdsalert.testing.TestRules;

/** All rules are one set: judged at once, and what is ignored says so in one line. */
class RuleCatalogTest {
  private static final RuleCatalog MANY =
      RuleCatalog.of(IntStream.range(0, 27).mapToObj(RuleCatalogTest::copy).toList());

  private static DetectionRule copy(int number) {
    JsonNode pattern = TestRules.packaged().pattern().json().deepCopy();
    ((ObjectNode) pattern.path("detail")).putArray("eventName").add("Call" + number).add("Any");
    return TestRules.lookingFor("copy-" + number, pattern);
  }

  private static ManagementEvent call(String name) {
    ManagementEvent event = TestEvents.matching("many");
    ((ObjectNode) event.detail()).put("eventName", name);
    return new EventReader().read(event.json());
  }

  @Test
  void findsTheRulesThatMatchInTheirOrder() {
    assertThat(MANY.matching(call("Call7")))
        .extracting(DetectionRule::id)
        .containsExactly("copy-7");
    assertThat(MANY.matching(call("Any"))).hasSize(27).isEqualTo(MANY.rules());
    assertThat(MANY.matching(call("Other"))).isEmpty();
  }

  @Test
  void saysInAFewWordsThatNoRuleLooksForACall() {
    assertThat(MANY.whyIgnored(call("Other")))
        .isEqualTo("no rule looks for Other of rds.amazonaws.com");
  }

  @Test
  void saysWhatRefusedACallOfTheRulesThatLookForIt() {
    ManagementEvent failed = call("Call7");
    ((ObjectNode) failed.detail()).put("errorCode", "AccessDenied");

    assertThat(MANY.whyIgnored(failed))
        .startsWith("made-up rule copy-7: detail.errorCode is \"AccessDenied\", wanted [");
  }

  @Test
  void namesTheRulesThatLookForACallThatNoneOfThemTellsOf() {
    RuleCatalog pack =
        RuleCatalog.packaged(new RuleChoice(Pack.DATABASE_EXPOSURE, Set.of(), Set.of()));
    ManagementEvent madePrivate =
        Samples.read(Path.of("events", "db-instance-made-public", "miss-made-private.json"));

    assertThat(pack.whyIgnored(madePrivate))
        .startsWith("none of the rules that look for ModifyDBInstance matches: db-")
        .contains("db-instance-made-public");
  }

  @Test
  void saysNoMoreThan300CharactersHoweverManyRulesRefuse() {
    ManagementEvent failed = call("Call7");
    ((ObjectNode) failed.detail()).put("errorCode", "x".repeat(1000));
    ((ObjectNode) failed.detail()).put("errorMessage", "x".repeat(1000));

    assertThat(MANY.whyIgnored(failed)).hasSize(300).endsWith("…");
    assertThat(MANY.whyIgnored(call("Any"))).hasSizeLessThanOrEqualTo(300);
    assertThat(MANY.whyIgnored(call("y".repeat(250)))).hasSizeLessThanOrEqualTo(300);
  }

  @Test
  void cutsNothingOff300Characters() {
    ManagementEvent event = TestEvents.matching("many");
    String source = "s".repeat(300 - "no rule looks for Other of ".length() - 22);
    ((ObjectNode) event.detail())
        .put("eventName", "Other" + "y".repeat(22))
        .put("eventSource", source);
    ManagementEvent other = new EventReader().read(event.json());

    assertThat(MANY.whyIgnored(other)).hasSize(300).endsWith(" of " + source);
  }

  @Test
  void hasIdsThatAreNoOnesElseAndNeverChange() {
    assertThat(RuleCatalog.packaged().rules())
        .extracting(DetectionRule::id)
        .isEqualTo(List.of("378f9024-8a0c-46a5-aa08-ce147ac73a4e"));
  }
}
