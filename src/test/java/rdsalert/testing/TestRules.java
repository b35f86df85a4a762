package rdsalert.testing;

import com.fasterxml.jackson.databind.JsonNode;
import rdsalert.pattern.EventPattern;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;

/** Made-up rules for tests. */
public final class TestRules {
  private TestRules() {}

  /** The packaged rule. */
  public static DetectionRule packaged() {
    return RuleCatalog.packaged().rules().getFirst();
  }

  /** The packaged rule under another id and of another gravity. */
  public static DetectionRule like(String id, DetectionRule.Severity severity, int riskScore) {
    return of(id, packaged().pattern(), severity, riskScore);
  }

  /** A rule that looks for something else. */
  public static DetectionRule lookingFor(String id, JsonNode pattern) {
    return of(id, EventPattern.of(pattern), DetectionRule.Severity.LOW, 21);
  }

  private static DetectionRule of(
      String id, EventPattern pattern, DetectionRule.Severity severity, int riskScore) {
    DetectionRule rule = packaged();
    return new DetectionRule(
        id,
        "made-up rule " + id,
        rule.version(),
        rule.authors(),
        rule.deprecated(),
        rule.description(),
        rule.query(),
        pattern,
        severity,
        riskScore,
        rule.schedule(),
        rule.attack(),
        rule.tags(),
        rule.references(),
        rule.guide());
  }
}
