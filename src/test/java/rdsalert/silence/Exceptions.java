package rdsalert.silence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import rdsalert.event.Events;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences.Verdict;
import rdsalert.silence.Silences.Verdict.Raised;
import rdsalert.silence.Silences.Verdict.Remark;

/** Exceptions for tests. */
public final class Exceptions {
  /** When the tests take place. */
  public static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");

  static final DetectionRule RULE = RuleCatalog.packaged().rules().getFirst();

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

  /** The exception, and why it does not cover a hit if it does not. */
  static String said(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Silenced(Silence by) -> by.id();
      case Verdict.Raised(var remarks) ->
          remarks.getFirst().exception() + " " + remarks.getFirst().why();
    };
  }

  /** The id of the exception that silences a hit; empty if none does. */
  static List<String> silencing(Silences exceptions, ManagementEvent event, Instant now) {
    return switch (exceptions.judge(RULE, event, now)) {
      case Verdict.Silenced(Silence by) -> List.of(by.id());
      case Raised _ -> List.of();
    };
  }

  /** What an alert says of exceptions, if there is one. */
  static List<Remark> remarks(Silences exceptions, ManagementEvent event, Instant now) {
    assertThat(exceptions.judge(RULE, event, now)).isInstanceOf(Raised.class);
    return ((Raised) exceptions.judge(RULE, event, now)).remarks();
  }
}
