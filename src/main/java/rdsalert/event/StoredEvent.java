package rdsalert.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An event as text of a bounded size. An event that is larger is trimmed: its long texts and lists
 * are cut until it fits, and it says so.
 */
final class StoredEvent {
  /** What a ledger's item can hold even if it cannot be compressed, with room to spare. */
  static final int LONGEST = 200_000;

  /** Stands beside {@code detail}, where no caller can write. */
  static final String TRIMMED = "trimmed";

  /** What was seen before it was trimmed. */
  static final String OPENS = "opensToInternet";

  private static final int LONGEST_TEXT = 4_096;
  private static final int MOST_ELEMENTS = 256;
  private static final int DEEPEST = 16;

  private final int longestText;
  private final int mostElements;

  private StoredEvent(int longestText, int mostElements) {
    this.longestText = longestText;
    this.mostElements = mostElements;
  }

  static String text(JsonNode event) {
    String text = event.toString();
    for (int by = 1; bytes(text) > LONGEST; by *= 4) {
      JsonNode trimmed =
          new StoredEvent(Math.max(1, LONGEST_TEXT / by), Math.max(1, MOST_ELEMENTS / by))
              .trimmed(event, 0);
      ((ObjectNode) trimmed).putObject(TRIMMED).put(OPENS, OpenToAll.inCall(event));
      text = trimmed.toString();
    }
    return text;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The first fields down to {@code detail}'s own are kept: they tell which call it is. */
  private JsonNode trimmed(JsonNode node, int depth) {
    if (node.isTextual()) {
      return text(node.asText(), depth);
    }
    if (!node.isContainerNode()) {
      return node;
    }
    if (depth > DEEPEST) {
      return TextNode.valueOf("…");
    }
    return node.isArray() ? list(node, depth) : object(node, depth);
  }

  private JsonNode text(String text, int depth) {
    int most = depth <= 2 ? Math.max(longestText, 256) : longestText;
    return TextNode.valueOf(Json.cut(text, most));
  }

  private JsonNode list(JsonNode list, int depth) {
    ArrayNode kept = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < Math.min(list.size(), mostElements); i++) {
      kept.add(trimmed(list.get(i), depth + 1));
    }
    return kept;
  }

  private JsonNode object(JsonNode object, int depth) {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    int most = depth <= 1 ? 64 : mostElements;
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (kept.size() < most) {
        kept.set(Json.cut(field.getKey(), 256), trimmed(field.getValue(), depth + 1));
      }
    }
    return kept;
  }
}
