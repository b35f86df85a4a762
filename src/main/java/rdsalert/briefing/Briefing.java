package rdsalert.briefing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.Guide;
import rdsalert.rule.Report.Bearing;
import rdsalert.text.Said;

/**
 * What is known of one call, worked out once: who called, from where, with what tool, what was
 * touched, what is odd, and what to do.
 *
 * @param signals what is telling, the worst first; then what exceptions have to do with it
 * @param signs the signs of harm, in a word or two each, the worst first
 * @param rows the rule's rows by their labels, without those that lack everything
 * @param investigate the steps to look, in the order of the rule's guide
 * @param respond the steps to contain, in the order of the rule's guide
 * @param console the call in the management console; empty where that has no known address
 */
public record Briefing(
    Alert alert,
    Call call,
    List<Signal> signals,
    List<String> signs,
    Map<String, Said> rows,
    List<Said> investigate,
    List<Said> respond,
    Optional<String> console) {

  public static Briefing of(Alert alert) {
    DetectionRule rule = alert.rule();
    ManagementEvent event = alert.event();
    Call call = Call.of(rule, event);
    List<Signal> signals = new Signals(alert, call).all();
    Map<String, Said> rows = new LinkedHashMap<>();
    rule.report().rows().forEach((label, row) -> rows.put(label, row.fill(call::inRow)));
    rows.values().removeIf(Said::isEmpty);
    return new Briefing(
        alert,
        call,
        signals,
        signals.stream().filter(one -> one.bearing() == Bearing.WORSE).map(Signal::words).toList(),
        rows,
        sentences(rule.guide().investigate(), call),
        sentences(rule.guide().respond(), call),
        call.partition().history(event.region()).map(all -> all + "/" + event.eventId()));
  }

  private static List<Said> sentences(List<Guide.Step> steps, Call call) {
    return steps.stream().map(step -> step.text().fill(call)).toList();
  }

  /**
   * One thing about an event that changes how a responder judges it.
   *
   * @param id stable, for programs, such as {@code no-mfa}
   */
  public record Signal(String id, Bearing bearing, Said reason) {
    /** The id as words of a headline, such as {@code no MFA}. */
    public String words() {
      return id.replace('-', ' ').replace("mfa", "MFA").replace("vpc", "VPC");
    }

    public char mark() {
      return switch (bearing) {
        case WORSE -> '!';
        case NEUTRAL -> '-';
        case BETTER -> '+';
      };
    }
  }
}
