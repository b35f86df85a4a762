package rdsalert.briefing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.DetectionRule.Rating.Severity;

/**
 * How grave a hit is, and why it goes before others if it does.
 *
 * @param ruleId the rule that leads the alert; empty where an older version did not note it
 * @param riskScore the rule's, 0 to 100
 * @param causes why it is urgent; empty if it is not
 */
public record Gravity(String ruleId, Severity severity, int riskScore, List<Cause> causes) {
  public Gravity {
    causes = List.copyOf(causes);
  }

  public enum Cause {
    ROOT,
    INTERNET,
    GRAVE_RULE
  }

  public static Gravity of(DetectionRule rule, ManagementEvent event) {
    List<Cause> causes = new ArrayList<>();
    if (event.actor().isOfRoot()) {
      causes.add(Cause.ROOT);
    }
    if (event.opensToInternet()) {
      causes.add(Cause.INTERNET);
    }
    if (rule.severity().compareTo(Severity.HIGH) >= 0) {
      causes.add(Cause.GRAVE_RULE);
    }
    return new Gravity(rule.id(), rule.severity(), rule.riskScore(), causes);
  }

  public static Gravity unknown() {
    return new Gravity("", Severity.LOW, 0, List.of());
  }

  public boolean isUrgent() {
    return !causes.isEmpty();
  }

  public boolean isRoot() {
    return causes.contains(Cause.ROOT);
  }

  /** The causes in words, such as {@code by root, open to the whole internet}. */
  public String words() {
    return causes.stream()
        .map(
            cause ->
                switch (cause) {
                  case ROOT -> "by root";
                  case INTERNET -> "open to the whole internet";
                  case GRAVE_RULE -> severity.word() + " rule";
                })
        .collect(Collectors.joining(", "));
  }
}
