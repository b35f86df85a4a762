package rdsalert.briefing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.Guide;
import rdsalert.rule.Report.Bearing;
import rdsalert.text.Said;
import rdsalert.text.Template;

/**
 * What is known of one call, worked out once: who called, from where, with what tool, what was
 * touched, what is odd, and what to do.
 *
 * @param signals what is telling, the worst first; then what exceptions have to do with it
 * @param signs the signs of harm, in a word or two each, the worst first
 * @param rows the rule's rows by their labels, without those that lack everything
 * @param investigate the steps to look, in the order of the rule's guide
 * @param respond the steps to contain, in the order of the rule's guide
 */
public record Briefing(
    Call call,
    List<Signal> signals,
    List<String> signs,
    Map<String, Said> rows,
    List<Said> investigate,
    List<Said> respond) {

  public static Briefing of(Alert alert) {
    Call call = Call.of(alert);
    List<Signal> signals = new Signals(call).all();
    Guide guide = alert.rule().guide();
    return new Briefing(
        call,
        signals,
        signals.stream().filter(one -> one.bearing() == Bearing.WORSE).map(Signal::words).toList(),
        rows(alert.rule(), call),
        sentences(guide.investigate(), call),
        sentences(guide.respond(), call));
  }

  private static Map<String, Said> rows(DetectionRule rule, Call call) {
    Map<String, Said> rows = new LinkedHashMap<>();
    Template.Slots slots = slot -> inRow(slot, call);
    rule.report().rows().forEach((label, row) -> rows.put(label, row.fill(slots)));
    rows.values().removeIf(Said::isEmpty);
    return rows;
  }

  private static @Nullable Said inRow(String slot, Call call) {
    Said fact = call.facts().inRow(slot);
    return fact == null ? call.value(slot) : fact;
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
