package rdsalert.testing;

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
    DetectionRule rule = packaged();
    return new DetectionRule(
        id,
        "made-up rule " + id,
        rule.version(),
        rule.authors(),
        rule.deprecated(),
        rule.description(),
        rule.query(),
        rule.pattern(),
        severity,
        riskScore,
        rule.schedule(),
        rule.attack(),
        rule.tags(),
        rule.references(),
        rule.guide());
  }
}
