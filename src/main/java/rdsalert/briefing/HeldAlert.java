package rdsalert.briefing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Alert.Gravity;
import rdsalert.event.Json;
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
    String key = event.actor().key();
    String resource = FactValues.text(rule, event, rule.report().resource().name());
    return new HeldAlert(
        event.callId(),
        event.eventTime(),
        Json.cut(key, LONGEST),
        Json.cut(arn == null ? key : arn, LONGEST),
        event.scope(),
        event.sourceAddress(),
        resource == null ? null : Json.cut(resource, LONGEST),
        Gravity.of(rule, event));
  }

  public String account() {
    return scope.account();
  }

  public String region() {
    return scope.region();
  }
}
