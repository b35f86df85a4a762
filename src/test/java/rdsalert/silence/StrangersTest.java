package rdsalert.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.silence.Exceptions.NOW;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rdsalert.event.Events;
import rdsalert.event.ManagementEvent;
import rdsalert.pattern.PatternSet;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences.Verdict;
import rdsalert.testing.TestRules;

/** What an attacker would try: no exception that looks narrow may hide a stranger's call. */
class StrangersTest {
  private static final JsonNode TABLE = table();
  private static final RuleCatalog RULES = TestRules.everyPackaged();
  private static final String CORE = "378f9024-8a0c-46a5-aa08-ce147ac73a4e";

  @ParameterizedTest
  @MethodSource("strangers")
  void noExceptionCoversAStranger(JsonNode row) {
    ManagementEvent event = event(row, row.path("call"));
    assertThat(PatternSet.of(Map.of("", row.path("pattern"))).matching(event.json())).isNotEmpty();

    assertThat(silences(row, event)).as(row.path("what").asText()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theUsualKindsCoverWhatTheySayAndNoMore(JsonNode row) {
    assertThat(silences(row, event(row, row.path("covers")))).isTrue();
    for (JsonNode other : row.path("not")) {
      assertThat(silences(row, event(row, other))).as(other.toString()).isFalse();
    }
  }

  /** Editors have the same rule, as far as a schema can say it. */
  @ParameterizedTest
  @MethodSource({"strangers", "kinds"})
  void theSchemaRefusesWhatIsOffAndNothingElse(JsonNode row) {
    boolean off = !read(row).off(NOW).isEmpty();

    assertThat(SilenceSchema.faults(file(row)).isEmpty())
        .as(row.path("what").asText())
        .isEqualTo(!off || row.path("schema").asText().equals("silent"));
  }

  private static Stream<Named<JsonNode>> strangers() {
    return rows("strangers");
  }

  private static Stream<Named<JsonNode>> kinds() {
    return rows("kinds");
  }

  private static Stream<Named<JsonNode>> rows(String list) {
    return TABLE.path(list).valueStream().map(row -> Named.of(row.path("what").asText(), row));
  }

  private static boolean silences(JsonNode row, ManagementEvent event) {
    return read(row).judge(rule(row), event, NOW) instanceof Verdict.Silenced;
  }

  private static Silences read(JsonNode row) {
    return Exceptions.file(file(row), RULES);
  }

  private static String file(JsonNode row) {
    ObjectNode entry = Exceptions.entry("one", "{}");
    entry.set("pattern", row.path("pattern"));
    if (row.has("hours")) {
      entry.set("schedule", row.path("hours"));
    }
    if (row.has("only")) {
      entry.set("rule", row.path("of"));
    }
    return "{\"exceptions\": [" + entry + "]}";
  }

  private static DetectionRule rule(JsonNode row) {
    return RULES.find(row.path("of").asText(CORE)).orElseThrow();
  }

  private static ManagementEvent event(JsonNode row, JsonNode call) {
    ObjectNode event = Events.by(TABLE.at("/who/" + row.path("by").asText("role")).toString());
    merge((ObjectNode) event.path("detail"), call);
    return Events.read(event);
  }

  private static void merge(ObjectNode into, JsonNode more) {
    more.properties()
        .forEach(
            field -> {
              if (into.path(field.getKey()) instanceof ObjectNode inner
                  && field.getValue().isObject()) {
                merge(inner, field.getValue());
              } else {
                into.set(field.getKey(), field.getValue());
              }
            });
  }

  private static JsonNode table() {
    try {
      return YAMLMapper.builder()
          .build()
          .readTree(Path.of("src/test/resources/exceptions/strangers.yaml").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
