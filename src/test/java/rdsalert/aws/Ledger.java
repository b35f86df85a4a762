package rdsalert.aws;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.event.ManagementEvent;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the table says of a simulation's events in the end. */
record Ledger(Map<String, Map<String, AttributeValue>> items) {
  static final String TABLE = "ledger";

  static Ledger read(DynamoDbClient store, List<ManagementEvent> events) {
    Map<String, Map<String, AttributeValue>> items = new HashMap<>();
    for (ManagementEvent event : events) {
      String pk = Keys.of(new LedgerKey.ForAlert(event.eventId()));
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

  boolean isExcepted(ManagementEvent event) {
    return is("excepted", items.getOrDefault(event.eventId(), Map.of()));
  }

  boolean isHeld(ManagementEvent event) {
    return is("held", items.getOrDefault(event.eventId(), Map.of()));
  }

  /** How many alerts each window held, by the window's name. */
  Map<String, Integer> heldByWindow() {
    Map<String, Integer> counts = new HashMap<>();
    for (Map<String, AttributeValue> item : items.values()) {
      if (is("held", item)) {
        String partition = String.valueOf(Table.textOf(item, "queue"));
        counts.merge(partition.substring(partition.lastIndexOf('#') + 1), 1, Integer::sum);
      }
    }
    return counts;
  }

  private static boolean is(String state, Map<String, AttributeValue> item) {
    return state.equals(Table.textOf(item, "state"));
  }
}
