package rdsalert.delivery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Gravity;
import rdsalert.briefing.HeldAlert;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;

/**
 * An event that rules look for: one alert, however many they are.
 *
 * @param lead the gravest of the rules
 * @param others the rest, the gravest first
 */
record Hit(DetectionRule lead, List<DetectionRule> others, ManagementEvent event) {
  Hit {
    others = List.copyOf(others);
  }

  /** The hit of some rules, of which there is at least one. */
  static Hit of(List<DetectionRule> rules, ManagementEvent event) {
    List<DetectionRule> gravestFirst = new ArrayList<>(rules);
    gravestFirst.sort(Comparator.comparingInt(DetectionRule::riskScore).reversed());
    return new Hit(gravestFirst.getFirst(), gravestFirst.subList(1, gravestFirst.size()), event);
  }

  String alertId() {
    return Alert.idOf(lead, event);
  }

  LedgerKey.ForAlert key() {
    return new LedgerKey.ForAlert(event.callId());
  }

  Applicant applicant() {
    Gravity gravity = Gravity.of(lead, event);
    return new Applicant(
        event.actor().key(), lead.id(), event.account(), gravity.isRoot(), gravity.isUrgent());
  }

  HeldAlert summary() {
    return HeldAlert.of(lead, event);
  }
}
