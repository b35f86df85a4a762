package rdsalert.briefing;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import rdsalert.event.Fingerprint;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.silence.Silences.Verdict.Remark;

/**
 * One hit of a rule, as people are told of it.
 *
 * @param position where it stands in its window
 * @param raisedAt when the function took the event up
 * @param late whether the call was older than the look-back when the function took it up
 * @param others further rules that look for the call, the gravest first
 * @param remarks which exceptions would have silenced it, and why they did not
 */
public record Alert(
    DetectionRule rule,
    ManagementEvent event,
    Position position,
    Instant raisedAt,
    boolean late,
    List<DetectionRule> others,
    List<Remark> remarks) {
  public Alert {
    others = List.copyOf(others);
    remarks = List.copyOf(remarks);
  }

  public static Alert raise(
      DetectionRule rule,
      ManagementEvent event,
      Position position,
      Instant raisedAt,
      Duration lookBack) {
    boolean late = event.eventTime().plus(lookBack).isBefore(raisedAt);
    return new Alert(rule, event, position, raisedAt, late, List.of(), List.of());
  }

  public Alert matchedBy(List<DetectionRule> otherRules) {
    return new Alert(rule, event, position, raisedAt, late, otherRules, remarks);
  }

  public Alert with(List<Remark> remarksOnExceptions) {
    return new Alert(rule, event, position, raisedAt, late, others, remarksOnExceptions);
  }

  /** The alert's id, the same however often the event is delivered: rule id and call id. */
  public String id() {
    return idOf(rule, event);
  }

  public static String idOf(DetectionRule rule, ManagementEvent event) {
    return rule.id().toLowerCase(Locale.ROOT) + ":" + event.callId();
  }

  /**
   * One thread of a chat for each actor and window, so that a burst does not fill a channel. An
   * actor's key is the caller's text in part, so its fingerprint stands for it.
   */
  public String thread() {
    return position.nameFor(rule)
        + ":"
        + HexFormat.of().formatHex(Fingerprint.of(event.actor().key()));
  }

  /** The further rules, such as {@code Snapshot Made Public (severity critical, risk 91)}. */
  public String otherRules() {
    return others.stream().map(DetectionRule::nameAndRating).collect(Collectors.joining("; "));
  }
}
