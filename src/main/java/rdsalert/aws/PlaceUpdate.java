package rdsalert.aws;

import static rdsalert.aws.Attributes.fingerprint;
import static rdsalert.aws.Attributes.fingerprints;
import static rdsalert.aws.Attributes.number;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rdsalert.delivery.Applicant;
import rdsalert.delivery.Limits;
import rdsalert.delivery.Share;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The update of a window's item that gives one place of a share, on the condition that the share
 * still has one: what {@link Share} decides of a copy, decided again by the table.
 */
final class PlaceUpdate {
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, AttributeValue> values = new HashMap<>();
  private final List<String> counters = new ArrayList<>();
  private final List<String> conditions = new ArrayList<>();

  private PlaceUpdate() {}

  static UpdateItemRequest.Builder of(
      String attempt, Applicant applicant, Share share, Limits limits) {
    PlaceUpdate update = new PlaceUpdate();
    update.addNames(attempt, Share.seenNames(applicant));
    update.addCounter("#taken", PlacesItem.TAKEN, limits.cap());
    update.addCounter("#share", PlacesItem.attribute(share), share.places(limits));
    int most = Share.mostOfReserve(limits);
    for (String name : share.boundedNames(applicant)) {
      update.addCounter("#by" + update.counters.size(), PlacesItem.reserveAttribute(name), most);
    }
    share.newNames(applicant).forEach(update::requireNew);
    return update.request();
  }

  private void addNames(String attempt, Set<String> seen) {
    values.put(":one", number(1));
    values.put(":attempt", AttributeValue.fromB(fingerprint(attempt)));
    values.put(":attemptSet", fingerprints(attempt));
    values.put(":seen", fingerprints(seen.toArray(String[]::new)));
    conditions.add("NOT contains(" + PlacesItem.ATTEMPTS + ", :attempt)");
  }

  private void addCounter(String placeholder, String attribute, int most) {
    String limit = ":most" + counters.size();
    names.put(placeholder, attribute);
    values.put(limit, number(most));
    counters.add(placeholder + " :one");
    conditions.add(
        "(attribute_not_exists(" + placeholder + ") OR " + placeholder + " < " + limit + ")");
  }

  private void requireNew(String name) {
    String value = ":new" + conditions.size();
    values.put(value, AttributeValue.fromB(fingerprint(name)));
    conditions.add("NOT contains(" + PlacesItem.SEEN + ", " + value + ")");
  }

  private UpdateItemRequest.Builder request() {
    return UpdateItemRequest.builder()
        .updateExpression(
            "SET expiresAt = :expires ADD "
                + String.join(", ", counters)
                + ", "
                + PlacesItem.ATTEMPTS
                + " :attemptSet, "
                + PlacesItem.SEEN
                + " :seen")
        .conditionExpression(String.join(" AND ", conditions))
        .expressionAttributeNames(names)
        .expressionAttributeValues(values);
  }
}
