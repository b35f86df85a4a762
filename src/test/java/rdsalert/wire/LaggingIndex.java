package rdsalert.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The table's index as it was a while ago, for all of its partitions or for some. */
final class LaggingIndex {
  private final WorldClock clock;
  private final Map<String, List<Version>> items = new LinkedHashMap<>();
  private @Nullable Function<String, Duration> lag;

  private record Version(Instant since, JsonNode item) {}

  LaggingIndex(WorldClock clock) {
    this.clock = clock;
  }

  /** From now on a partition lags by what is said of its name. */
  synchronized void lag(Function<String, Duration> by) {
    lag = by;
  }

  synchronized void catchUp() {
    lag = null;
  }

  synchronized boolean lags() {
    return lag != null;
  }

  synchronized void forget() {
    items.clear();
    catchUp();
  }

  /** Takes note of an item as a write has left it. */
  synchronized void note(JsonNode item) {
    if (item.has("pk")) {
      items
          .computeIfAbsent(item.path("pk").path("S").asText(), pk -> new ArrayList<>())
          .add(new Version(clock.instant(), item));
    }
  }

  /** Every item as it is now. */
  synchronized List<JsonNode> now() {
    return items.values().stream().map(versions -> versions.getLast().item()).toList();
  }

  /** Answers a query, all in one page. */
  synchronized String query(JsonNode request) {
    JsonNode values = request.path("ExpressionAttributeValues");
    String partition = values.path(":queue").path("S").asText();
    long most = values.path(":now").path("N").asLong(Long.MAX_VALUE);
    Instant asOf = clock.instant().minus(lagOf(partition));
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    items.values().stream()
        .map(versions -> at(versions, asOf))
        .filter(item -> item != null && text(item, "queue").equals(partition))
        .filter(item -> dueAt(item) <= most)
        .sorted(Comparator.comparingLong(LaggingIndex::dueAt))
        .forEach(item -> found.add(projected(item)));
    return JsonNodeFactory.instance
        .objectNode()
        .put("Count", found.size())
        .put("ScannedCount", found.size())
        .set("Items", found)
        .toString();
  }

  private Duration lagOf(String partition) {
    return lag == null ? Duration.ZERO : lag.apply(partition);
  }

  private static @Nullable JsonNode at(List<Version> versions, Instant asOf) {
    JsonNode item = null;
    for (Version version : versions) {
      if (!version.since().isAfter(asOf)) {
        item = version.item();
      }
    }
    return item;
  }

  private static ObjectNode projected(JsonNode item) {
    return ((ObjectNode) item).deepCopy().retain("pk", "queue", "dueAt", "summary");
  }

  private static String text(JsonNode item, String name) {
    return item.path(name).path("S").asText();
  }

  private static long dueAt(JsonNode item) {
    return item.path("dueAt").path("N").asLong();
  }
}
