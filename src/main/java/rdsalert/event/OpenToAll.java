package rdsalert.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds out whether a call names all addresses of the internet, or nearly all, as a range. */
final class OpenToAll {
  /** AWS takes any address before the slash, and keeps nothing of it. */
  private static final Pattern ALL =
      Pattern.compile(
          "[0-9]{1,3}(\\.[0-9]{1,3}){3}/0{0,2}[0-7]|[0-9a-fA-F.]*:[0-9a-fA-F.:]*/0{0,2}[0-5]");

  /** More than any call has; what lies behind is not looked at. */
  private static final int MOST_NODES = 250_000;

  private OpenToAll() {}

  /** Whether request or answer of a call does. */
  static boolean inCall(JsonNode event) {
    JsonNode detail = event.path("detail");
    return in(Json.field(detail, "requestParameters"), Json.field(detail, "responseElements"));
  }

  /**
   * Whether a field whose name speaks of a CIDR range holds all, or nearly all, of IPv4 or IPv6.
   */
  private static boolean in(JsonNode... roots) {
    Deque<Map.Entry<String, JsonNode>> open = new ArrayDeque<>();
    for (JsonNode root : roots) {
      open.add(Map.entry("", root));
    }
    for (int seen = 0; !open.isEmpty() && seen < MOST_NODES; seen++) {
      Map.Entry<String, JsonNode> next = open.remove();
      if (isRange(next.getKey()) && ALL.matcher(next.getValue().asText()).matches()) {
        return true;
      }
      addChildren(next, open);
    }
    return false;
  }

  private static boolean isRange(String name) {
    return name.toLowerCase(Locale.ROOT).contains("cidr");
  }

  private static void addChildren(
      Map.Entry<String, JsonNode> parent, Deque<Map.Entry<String, JsonNode>> open) {
    JsonNode node = parent.getValue();
    if (node.isArray()) {
      node.forEach(element -> open.add(Map.entry(parent.getKey(), element)));
    } else if (node.isObject()) {
      open.addAll(node.properties());
    }
  }
}
