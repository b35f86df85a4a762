package rdsalert.briefing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import rdsalert.event.Fingerprint;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.DetectionRule.Rating.Severity;
import rdsalert.silence.Silences.Verdict.Remark;
import rdsalert.text.Words;

/**
 * One hit of a rule, as people are told of it.
 *
 * @param id the same however often the event is delivered: rule id and call id
 * @param position where it stands in its window
 * @param raisedAt when the function took the event up
 * @param late whether the call was older than the look-back when the function took it up
 * @param others further rules that look for the call, the gravest first
 * @param remarks which exceptions would have silenced it, and why they did not
 */
public record Alert(
    String id,
    DetectionRule rule,
    ManagementEvent event,
    Position position,
    Instant raisedAt,
    boolean late,
    List<DetectionRule> others,
    List<Remark> remarks) {
  public static Alert raise(
      DetectionRule rule,
      List<DetectionRule> others,
      ManagementEvent event,
      Position position,
      Instant raisedAt,
      Duration lookBack) {
    boolean late = event.eventTime().plus(lookBack).isBefore(raisedAt);
    String id = idOf(rule, event);
    return new Alert(id, rule, event, position, raisedAt, late, others, List.of());
  }

  public Alert with(List<Remark> remarksOnExceptions) {
    return new Alert(id, rule, event, position, raisedAt, late, others, remarksOnExceptions);
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
      if (!capped()) {
        return "no cap";
      }
      String which = number.isPresent() ? "alert " + number.getAsInt() : "one";
      String place = which + " of at most " + cap + " until " + Words.clock(end);
      return number.isPresent() && number.getAsInt() == cap
          ? place + ": the last; more are held, counted and listed in a digest"
          : place;
    }

    /** Such as {@code 09:30Z to 09:40Z}. */
    public String windowWords() {
      return Words.clock(start) + " to " + Words.clock(end);
    }

    /** The window of a rule, as the ids of messages name it. */
    String nameFor(DetectionRule rule) {
      String length = Duration.between(start, end).toString();
      return rule.id().toLowerCase(Locale.ROOT) + ":" + start + "/" + length;
    }
  }

  /**
   * How grave a hit is, and why it goes before others if it does.
   *
   * @param ruleId the rule that leads the alert; empty where an older version did not note it
   * @param riskScore the rule's, 0 to 100
   * @param causes why it is urgent; empty if it is not
   */
  public record Gravity(String ruleId, Severity severity, int riskScore, List<Cause> causes) {
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
}
