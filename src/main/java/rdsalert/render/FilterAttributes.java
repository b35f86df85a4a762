package rdsalert.render;

import java.util.LinkedHashMap;
import java.util.Map;
import rdsalert.briefing.Alert;
import rdsalert.briefing.CapNotice;
import rdsalert.briefing.Digest;
import rdsalert.render.Message.Attribute;
import rdsalert.rule.DetectionRule;
import rdsalert.text.SafeText;

/** Attributes that subscription filter policies look at. */
final class FilterAttributes {
  private static final int LONGEST = 64;
  private static final String SEVERAL = "several";

  private final Map<String, Attribute> attributes = new LinkedHashMap<>();

  private FilterAttributes(Message.Kind kind, DetectionRule rule) {
    attributes.put("kind", new Attribute.Text(kind.word()));
    attributes.put("rule", new Attribute.Text(rule.id()));
    attributes.put("severity", new Attribute.Text(rule.severity().word()));
    attributes.put("risk_score", new Attribute.Numeric(rule.riskScore()));
  }

  static Map<String, Attribute> of(Alert alert) {
    FilterAttributes of = new FilterAttributes(Message.Kind.ALERT, alert.rule());
    of.text("account", alert.event().account());
    of.text("region", alert.event().region());
    return of.attributes;
  }

  static Map<String, Attribute> of(CapNotice notice) {
    FilterAttributes of = new FilterAttributes(Message.Kind.NOTICE, notice.rule());
    of.text("account", notice.first().account());
    of.text("region", notice.first().region());
    return of.attributes;
  }

  /** A digest of one account or Region carries its name, any other the word {@code several}. */
  static Map<String, Attribute> of(Digest digest) {
    FilterAttributes of = new FilterAttributes(Message.Kind.DIGEST, digest.rule());
    of.text("account", only(digest.accounts()));
    of.text("region", only(digest.regions()));
    return of.attributes;
  }

  private static String only(Map<String, Integer> counts) {
    return counts.size() == 1 ? counts.keySet().iterator().next() : SEVERAL;
  }

  private void text(String name, String value) {
    attributes.put(name, new Attribute.Text(SafeText.word(value, LONGEST)));
  }
}
