package rdsalert.aws;

import static rdsalert.aws.Attributes.number;
import static rdsalert.aws.Attributes.seconds;
import static rdsalert.aws.Attributes.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import rdsalert.delivery.Claim;
import rdsalert.delivery.LedgerFailedException;
import rdsalert.delivery.Window;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Full pages of windows: copies of the alerts and actors that a window's item named when its page
 * was full. They never change.
 */
final class Pages {
  private static final int MOST_KEYS_A_READ = 100;

  /** The table may answer a read in parts; more parts than this mean that something is wrong. */
  private static final int MOST_PARTS = 20;

  private final Table table;
  private final Duration retention;
  private final int pageSize;

  Pages(Table table, Duration retention, int pageSize) {
    this.table = table;
    this.retention = retention;
    this.pageSize = pageSize;
  }

  int size() {
    return pageSize;
  }

  /** The window's item as it is now, with nothing in it where there is none. */
  WindowItem window(Claim.Granted claim) {
    return new WindowItem(table.get(Keys.window(claim.key().ruleId(), claim.window())), pageSize);
  }

  /** Whether the alert is named on the present page or, as of then, on a full one. */
  boolean name(Claim.Granted claim, WindowItem window) {
    String id = Keys.of(claim.key());
    return window.admits(id) || full(claim, window).stream().anyMatch(page -> page.admits(id));
  }

  /** Whether the actor is named on the present page or, as of then, on a full one. */
  boolean nameActor(Claim.Granted claim, String actor, WindowItem window) {
    return window.hasSeen(actor)
        || full(claim, window).stream().anyMatch(page -> page.hasSeen(actor));
  }

  /** Copies the full page and empties the window's; it does no harm if several runs do so. */
  void turn(Claim.Granted claim, WindowItem window) {
    String ruleId = claim.key().ruleId();
    table.put(PutItemRequest.builder().item(copy(claim, window)));
    List<String> spent = new ArrayList<>(window.secondAttributes());
    spent.addAll(List.of(WindowItem.IDS, WindowItem.ACTORS));
    table.update(
        UpdateItemRequest.builder()
            .key(key(Keys.window(ruleId, claim.window())))
            .updateExpression("SET pageEnd = :next REMOVE " + String.join(", ", spent))
            .conditionExpression("pageEnd = :full")
            .expressionAttributeValues(
                Map.of(
                    ":full", number(window.pageEnd()),
                    ":next", number(window.pageEnd() + pageSize))));
  }

  private Map<String, AttributeValue> copy(Claim.Granted claim, WindowItem window) {
    Window of = claim.window();
    Map<String, AttributeValue> page = new HashMap<>(window.item());
    page.keySet().retainAll(List.of(WindowItem.IDS, WindowItem.ACTORS));
    page.put(Entries.PK, text(Keys.page(claim.key().ruleId(), of, window.fullPages())));
    page.put(Entries.EXPIRES_AT, seconds(of.end().plus(retention)));
    return page;
  }

  private List<WindowItem> full(Claim.Granted claim, WindowItem window) {
    List<Map<String, AttributeValue>> keys =
        LongStream.range(0, window.fullPages())
            .mapToObj(page -> key(Keys.page(claim.key().ruleId(), claim.window(), page)))
            .toList();
    List<WindowItem> pages = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += MOST_KEYS_A_READ) {
      read(keys.subList(from, Math.min(keys.size(), from + MOST_KEYS_A_READ)), pages);
    }
    return pages;
  }

  private void read(List<Map<String, AttributeValue>> keys, List<WindowItem> pages) {
    Map<String, KeysAndAttributes> wanted =
        Map.of(table.name(), KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
    for (int part = 0; part < MOST_PARTS && !wanted.isEmpty(); part++) {
      var response = table.batchGet(BatchGetItemRequest.builder().requestItems(wanted).build());
      response
          .responses()
          .getOrDefault(table.name(), List.of())
          .forEach(item -> pages.add(new WindowItem(item, pageSize)));
      wanted = response.unprocessedKeys();
    }
    if (!wanted.isEmpty()) {
      throw new LedgerFailedException("the window's pages could not be read", true, null);
    }
  }

  static Map<String, AttributeValue> key(String pk) {
    return Map.of(Entries.PK, text(pk));
  }
}
