package rdsalert.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;

/**
 * What is kept at hand of an alert that was held back: enough for a line in a digest.
 *
 * <p>Names and addresses are the caller's text.
 *
 * @param eventId the call's id, under which the ledger keeps it
 * @param actor what tells actors apart, as {@link rdsalert.event.Actor#key()} gives it
 * @param actorName the most readable name of the actor
 * @param gravity how grave it is, and whether it goes before others
 */
public record HeldAlert(
    String eventId,
    Instant eventTime,
    String actor,
    String actorName,
    String account,
    String region,
    @Nullable String sourceAddress,
    @Nullable String groupName,
    Gravity gravity) {

  private static final int LONGEST = 256;

  /** Sums an event up. */
  public static HeldAlert of(DetectionRule rule, ManagementEvent event) {
    String arn = event.actor().arn();
    return new HeldAlert(
        event.callId(),
        event.eventTime(),
        cut(event.actor().key()),
        cut(arn != null ? arn : event.actor().key()),
        cut(event.account()),
        cut(event.region()),
        event.sourceAddress() == null ? null : cut(event.sourceAddress()),
        event.securityGroup().name() == null ? null : cut(event.securityGroup().name()),
        Gravity.of(rule, event));
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "…";
  }
}
