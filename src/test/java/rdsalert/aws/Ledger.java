package rdsalert.aws;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import rdsalert.alert.Alert;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the table says of a simulation's events in the end. */
record Ledger(Map<String, Map<String, AttributeValue>> items) {
  static final String TABLE = "ledger";

  private static final DetectionRule RULE = RuleCatalog.packaged().rules().getFirst();

  static Ledger read(DynamoDbClient store, List<ManagementEvent> events) {
    Map<String, Map<String, AttributeValue>> items = new HashMap<>();
    for (ManagementEvent event : events) {
      String pk = "alert#" + RULE.id() + "#" + event.eventId();
      items.put(
          event.eventId(),
          store
              .getItem(
                  get ->
                      get.tableName(TABLE)
                          .key(Map.of("pk", AttributeValue.fromS(pk)))
                          .consistentRead(true))
              .item());
    }
    return new Ledger(items);
  }

  String alertId(ManagementEvent event) {
    return Alert.idOf(RULE, event);
  }

  boolean isExcepted(ManagementEvent event) {
    return "excepted".equals(state(items.getOrDefault(event.eventId(), Map.of())));
  }

  boolean isHeld(ManagementEvent event) {
    return "held".equals(state(items.getOrDefault(event.eventId(), Map.of())));
  }

  /** How many alerts each window sent. */
  Map<String, Integer> sentByWindow() {
    return byWindow("sent");
  }

  /** How many alerts each window held. */
  Map<String, Integer> heldByWindow() {
    return byWindow("held");
  }

  private Map<String, Integer> byWindow(String state) {
    Map<String, Integer> counts = new HashMap<>();
    for (Map<String, AttributeValue> item : items.values()) {
      if (state.equals(state(item))) {
        counts.merge(Objects.requireNonNull(item.get("window")).n(), 1, Integer::sum);
      }
    }
    return counts;
  }

  private static String state(Map<String, AttributeValue> item) {
    AttributeValue state = item.get("state");
    return state == null ? "absent" : state.s();
  }
}
