package rdsalert.testing;

import rdsalert.rule.DetectionRule;
import rdsalert.rule.Rating;
import rdsalert.rule.RuleCatalog;

/** Made-up rules for tests. */
public final class TestRules {
  private TestRules() {}

  /** The packaged rule. */
  public static DetectionRule packaged() {
    return RuleCatalog.packaged().rules().getFirst();
  }

  /** The packaged rule under another id and of another gravity. */
  public static DetectionRule like(String id, Rating.Severity severity, int riskScore) {
    DetectionRule rule = packaged();
    return new DetectionRule(
        id,
        "made-up rule " + id,
        rule.version(),
        new Rating(severity, riskScore, rule.rating().attacks()),
        rule.pattern(),
        rule.report(),
        rule.guide(),
        rule.about());
  }
}
