package rdsalert.briefing;

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
 * @param resource the name of what was touched, if the event tells it
 * @param gravity how grave it is, and whether it goes before others
 */
public record HeldAlert(
    String eventId,
    Instant eventTime,
    String actor,
    String actorName,
    ManagementEvent.Scope scope,
    @Nullable String sourceAddress,
    @Nullable String resource,
    Gravity gravity) {

  private static final int LONGEST = 256;

  public static HeldAlert of(DetectionRule rule, ManagementEvent event) {
    String arn = event.actor().arn();
    return new HeldAlert(
        event.callId(),
        event.eventTime(),
        cut(event.actor().key()),
        cut(arn != null ? arn : event.actor().key()),
        new ManagementEvent.Scope(cut(event.account()), cut(event.region())),
        cutOrNull(event.sourceAddress()),
        cutOrNull(FactValues.resource(rule, event)),
        Gravity.of(rule, event));
  }

  public String account() {
    return scope.account();
  }

  public String region() {
    return scope.region();
  }

  private static @Nullable String cutOrNull(@Nullable String text) {
    return text == null ? null : cut(text);
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "…";
  }
}
