package rdsalert.aws;

import static rdsalert.aws.Attributes.fingerprint;
import static rdsalert.aws.Attributes.fingerprints;
import static rdsalert.aws.Attributes.number;
import static rdsalert.aws.Attributes.seconds;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rdsalert.delivery.Claim;
import rdsalert.delivery.Limits;
import rdsalert.delivery.Window;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The update of a window's item that gives a place.
 *
 * @param reserve whether the places that are kept for new actors may be used
 * @param paced whether one of this second's publishes is taken as well
 */
record AdmissionUpdate(boolean reserve, boolean paced) {
  private static final String PLACE_LEFT =
      "(attribute_not_exists(admitted) OR (admitted < pageEnd AND admitted < :places))";
  private static final String NEW_ALERT = "NOT contains(ids, :id)";
  private static final String NEW_ACTOR = "NOT contains(actors, :actor)";
  private static final String IN_PACE = "(attribute_not_exists(#second) OR #second < :perSecond)";

  AdmissionUpdate withReserve() {
    return new AdmissionUpdate(true, paced);
  }

  AdmissionUpdate withoutPace() {
    return new AdmissionUpdate(reserve, false);
  }

  UpdateItemRequest.Builder request(
      Claim.Granted claim,
      String actor,
      Limits limits,
      Instant now,
      int pageSize,
      Duration retention) {
    String id = Keys.of(claim.key());
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":id", AttributeValue.fromB(fingerprint(id)));
    values.put(":idSet", fingerprints(id));
    values.put(":actorSet", fingerprints(actor));
    values.put(":places", number(reserve ? limits.cap() : limits.open()));
    values.put(":one", number(1));
    values.put(":page", number(pageSize));
    values.put(":expires", seconds(claim.window().end().plus(retention)));
    if (reserve) {
      values.put(":actor", AttributeValue.fromB(fingerprint(actor)));
    }
    UpdateItemRequest.Builder update = UpdateItemRequest.builder();
    if (paced) {
      values.put(":perSecond", number(limits.perSecond()));
      update.expressionAttributeNames(secondName(now));
    }
    return update
        .key(Pages.key(Keys.window(claim.key().ruleId(), claim.window())))
        .updateExpression(expression())
        .conditionExpression(condition())
        .expressionAttributeValues(values);
  }

  private String expression() {
    return "SET pageEnd = if_not_exists(pageEnd, :page), expiresAt = :expires"
        + " ADD admitted :one, ids :idSet, actors :actorSet"
        + (paced ? ", #second :one" : "");
  }

  private String condition() {
    List<String> conditions = new ArrayList<>(List.of(PLACE_LEFT, NEW_ALERT));
    if (reserve) {
      conditions.add(NEW_ACTOR);
    }
    if (paced) {
      conditions.add(IN_PACE);
    }
    return String.join(" AND ", conditions);
  }

  /** The update that takes one of this second's publishes and gives no place. */
  static UpdateItemRequest.Builder paceOnly(
      String ruleId, Window window, Limits limits, Instant now, Duration retention) {
    return UpdateItemRequest.builder()
        .key(Pages.key(Keys.window(ruleId, window)))
        .updateExpression("SET expiresAt = :expires ADD #second :one")
        .conditionExpression(IN_PACE)
        .expressionAttributeNames(secondName(now))
        .expressionAttributeValues(
            Map.of(
                ":one", number(1),
                ":perSecond", number(limits.perSecond()),
                ":expires", seconds(window.end().plus(retention))));
  }

  private static Map<String, String> secondName(Instant now) {
    return Map.of("#second", WindowItem.secondAttribute(now.getEpochSecond()));
  }
}
