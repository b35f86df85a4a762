package rdsalert.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;

/**
 * An event as text of a bounded size. Of an event that is larger, which is more than CloudTrail
 * writes, the largest fields are left out until it fits, and it says so.
 */
final class StoredEvent {
  /** What a ledger's item can hold even if it cannot be compressed, with room to spare. */
  static final int LONGEST = 300_000;

  /** Objects of smaller fields are left out whole. */
  private static final int LARGE = 10_000;

  /** Stands beside {@code detail}, where no caller can write. */
  static final String TRIMMED = "trimmed";

  /** What was seen before it was trimmed. */
  static final String OPENS = "opensToInternet";

  private StoredEvent() {}

  static String text(JsonNode event) {
    String text = event.toString();
    if (isTooLong(text)) {
      ObjectNode kept = event.deepCopy();
      kept.putObject(TRIMMED).put(OPENS, OpenToAll.inCall(event));
      for (; isTooLong(text); text = kept.toString()) {
        leaveOutTheLargest(kept, 2);
      }
    }
    return text;
  }

  private static boolean isTooLong(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length > LONGEST;
  }

  /**
   * Of a large object its own largest field, so that what rules look at beside it stays.
   *
   * @param deeper how many levels down it may be, from the event to a request's parameters
   */
  private static void leaveOutTheLargest(ObjectNode in, int deeper) {
    Map.Entry<String, JsonNode> largest =
        Collections.max(
            in.properties(), Comparator.comparingInt(field -> field.toString().length()));
    if (deeper > 0
        && largest.getValue() instanceof ObjectNode object
        && object.properties().stream().anyMatch(field -> field.toString().length() > LARGE)) {
      leaveOutTheLargest(object, deeper - 1);
    } else {
      in.remove(largest.getKey());
    }
  }
}
