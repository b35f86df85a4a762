package rdsalert.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

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
  private static final String TRIMMED = "trimmed";

  /** Stands there too: the ids of the rules that it is told of by, the one that leads first. */
  private static final String RULES = "takenUpBy";

  /** What was seen before it was trimmed. */
  private static final String OPENS = "opensToInternet";

  /** AWS takes any address before the slash, and keeps nothing of it. */
  private static final Pattern ALL =
      Pattern.compile(
          "[0-9]{1,3}(\\.[0-9]{1,3}){3}/0{0,2}[0-7]|[0-9a-fA-F.]*:[0-9a-fA-F.:]*/0{0,2}[0-5]");

  private StoredEvent() {}

  /** The same event with the rules that it is told of by. */
  static JsonNode takenUpBy(List<String> rules, JsonNode event) {
    ObjectNode marked = ((ObjectNode) event).objectNode();
    marked.setAll((ObjectNode) event);
    rules.forEach(marked.putArray(RULES)::add);
    return marked;
  }

  static List<String> takenUpBy(JsonNode event) {
    return event.path(RULES).valueStream().map(JsonNode::asText).toList();
  }

  static boolean isTrimmed(JsonNode event) {
    return event.has(TRIMMED);
  }

  /** Whether the call names all addresses of the internet, or nearly all, as a range. */
  static boolean opensToInternet(JsonNode event) {
    return isTrimmed(event) ? event.path(TRIMMED).path(OPENS).asBoolean() : opens(event);
  }

  static String text(JsonNode event) {
    String text = event.toString();
    if (isTooLong(text)) {
      ObjectNode kept = event.deepCopy();
      kept.putObject(TRIMMED).put(OPENS, opens(event));
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

  /** Whether a field of request or answer whose name speaks of a CIDR range holds one of these. */
  private static boolean opens(JsonNode event) {
    JsonNode detail = event.path("detail");
    return in("", Json.field(detail, "requestParameters"))
        || in("", Json.field(detail, "responseElements"));
  }

  private static boolean in(String name, JsonNode value) {
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (in(field.getKey(), field.getValue())) {
        return true;
      }
    }
    for (JsonNode element : value.isArray() ? value : List.<JsonNode>of()) {
      if (in(name, element)) {
        return true;
      }
    }
    return value.isValueNode()
        && name.toLowerCase(Locale.ROOT).contains("cidr")
        && ALL.matcher(value.asText()).matches();
  }
}
