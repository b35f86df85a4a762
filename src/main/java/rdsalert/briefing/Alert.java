package rdsalert.briefing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
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
  /** Of a hash, as many as tell one actor from another. */
  private static final int DIGITS = 16;

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

  /** One thread of a chat for each actor and window, so that a burst does not fill a channel. */
  public String thread() {
    return position.nameFor(rule) + ":" + hash(event.actor().key());
  }

  /** An actor's key is the caller's text in part, so it goes in as a hash. */
  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The further rules, such as {@code Snapshot Made Public (severity critical, risk 91)}. */
  public String otherRules() {
    return others.stream().map(DetectionRule::nameAndRating).collect(Collectors.joining("; "));
  }
}
