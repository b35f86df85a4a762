package rdsalert.alert;

import java.util.List;
import java.util.Map;
import rdsalert.rule.DetectionRule;

/** A rule's guide, filled in with one event. */
final class GuideSteps {
  private final Facts facts;
  private final Map<String, Triage> triage;
  private final DetectionRule.Guide guide;

  GuideSteps(Facts facts, Map<String, Triage> triage, DetectionRule.Guide guide) {
    this.facts = facts;
    this.triage = triage;
    this.guide = guide;
  }

  /** Writes the steps of the investigation, each with its commands. */
  void investigate(Page page) {
    write(guide.investigate(), page);
  }

  /** Writes the steps of the response, each with its commands. */
  void respond(Page page) {
    write(guide.respond(), page);
  }

  /** The kinds of false positive in one sentence. */
  String falsePositives() {
    return String.join("; ", texts(guide.falsePositives()));
  }

  /** The texts of some steps, without commands. */
  List<String> texts(List<String> steps) {
    return steps.stream().map(step -> facts.fill(GuideStep.parse(step).text())).toList();
  }

  private void write(List<String> steps, Page page) {
    int number = 1;
    for (String written : steps) {
      GuideStep step = GuideStep.parse(written);
      page.step(number++ + ".", facts.fill(step.text()));
      for (String name : step.commands()) {
        Triage found = triage.getOrDefault(name, Triage.nothing());
        found.note().ifPresent(page::note);
        found.commands().forEach(page::command);
      }
    }
  }
}
