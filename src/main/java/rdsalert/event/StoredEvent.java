package rdsalert.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * An event as text of a bounded size. Of an event that is larger, which is more than CloudTrail
 * writes, the largest fields are left out until it fits, and it says so.
 */
final class StoredEvent {
  /** What a ledger's item can hold even if it cannot be compressed, with room to spare. */
  static final int LONGEST = 300_000;

  /** Stands beside {@code detail}, where no caller can write. */
  static final String TRIMMED = "trimmed";

  /** What was seen before it was trimmed. */
  static final String OPENS = "opensToInternet";

  private static final String DETAIL = "detail";

  private StoredEvent() {}

  static String text(JsonNode event) {
    String text = event.toString();
    if (isTooLong(text)) {
      ObjectNode kept = event.deepCopy();
      kept.putObject(TRIMMED).put(OPENS, OpenToAll.inCall(event));
      for (; isTooLong(text); text = kept.toString()) {
        leaveOutTheLargest(kept);
      }
    }
    return text;
  }

  private static boolean isTooLong(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length > LONGEST;
  }

  private record Field(ObjectNode in, String name, int length) {}

  private static void leaveOutTheLargest(ObjectNode event) {
    Stream<Field> around = fields(event).filter(field -> !field.name.equals(DETAIL));
    Stream.concat(around, fields((ObjectNode) event.path(DETAIL)))
        .max(Comparator.comparingInt(Field::length))
        .ifPresent(field -> field.in.remove(field.name));
  }

  private static Stream<Field> fields(ObjectNode in) {
    return in.properties().stream()
        .map(field -> new Field(in, field.getKey(), field.toString().length()));
  }
}
