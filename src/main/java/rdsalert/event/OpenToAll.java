package rdsalert.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds out whether a call names all addresses of the internet as an address range. */
final class OpenToAll {
  private static final Set<String> ALL = Set.of("0.0.0.0/0", "::/0");

  /** More than any call has; what lies behind is not looked at. */
  private static final int MOST_NODES = 10_000;

  private OpenToAll() {}

  /** Whether a field whose name speaks of a CIDR range holds all of IPv4 or IPv6. */
  static boolean in(JsonNode... roots) {
    Deque<Map.Entry<String, JsonNode>> open = new ArrayDeque<>();
    for (JsonNode root : roots) {
      open.add(Map.entry("", root));
    }
    for (int seen = 0; !open.isEmpty() && seen < MOST_NODES; seen++) {
      Map.Entry<String, JsonNode> next = open.remove();
      if (isRange(next.getKey()) && ALL.contains(next.getValue().asText())) {
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
