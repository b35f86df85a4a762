package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import rdsalert.event.Events;
import rdsalert.rule.RuleCatalog;

/** Exceptions for tests. */
public final class Exceptions {
  /** When the tests take place. */
  public static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");

  private Exceptions() {}

  /** A file with these entries, as JSON. */
  public static Silences of(String... entries) {
    String list = Arrays.stream(entries).collect(Collectors.joining(",\n"));
    return file("{\"exceptions\": [" + list + "]}");
  }

  /** A file with this content. */
  public static Silences file(String content) {
    return file(content, RuleCatalog.packaged());
  }

  /** The same beside other rules. */
  public static Silences file(String content, RuleCatalog rules) {
    var in = new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    return SilenceFile.read(in, rules);
  }

  /** A sound entry with a pattern over {@code detail}. */
  public static String covering(String id, String detail) {
    return entry(id, detail).toString();
  }

  /** The same, to be changed. */
  public static ObjectNode entry(String id, String detail) {
    ObjectNode entry = (ObjectNode) Events.json("{\"id\": \"" + id + "\"}");
    JsonNode pattern = Events.json("{\"detail\": " + detail + "}");
    entry.set("pattern", pattern);
    entry.put("owner", "platform team").put("reason", "known and wanted");
    return entry.put("expires", "2026-06-01T00:00:00Z");
  }
}
