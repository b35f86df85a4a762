package rdsalert.briefing;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import rdsalert.event.Fingerprint;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.silence.Silences.Verdict.Remark;
import rdsalert.text.Times;

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

  /**
   * Where an alert stands in its window: the window's bounds, how many alerts it lets through, and
   * which of them this is.
   *
   * @param number counted from 1; empty for an alert that an earlier run admitted before it died
   * @param cap the most alerts the window lets through; {@link Integer#MAX_VALUE} means no cap
   */
  public record Position(Instant start, Instant end, OptionalInt number, int cap) {
    public boolean capped() {
      return cap != Integer.MAX_VALUE;
    }

    /** Such as {@code alert 7 of at most 100 until 10:40Z}. */
    public String words() {
      String which = number.isPresent() ? "alert " + number.getAsInt() : "one";
      if (!capped()) {
        return number.isPresent() ? which + ", no cap" : "no cap";
      }
      String place = which + " of at most " + cap + " until " + Times.clock(end);
      return number.isPresent() && number.getAsInt() == cap
          ? place + ": the last; more are held, counted and listed in a digest"
          : place;
    }

    /** Such as {@code 09:30Z to 09:40Z}. */
    public String windowWords() {
      return Times.clock(start) + " to " + Times.clock(end);
    }

    /** The window of a rule, as the ids of messages name it. */
    String nameFor(DetectionRule rule) {
      String length = Duration.between(start, end).toString();
      return rule.id().toLowerCase(Locale.ROOT) + ":" + start + "/" + length;
    }
  }
}
