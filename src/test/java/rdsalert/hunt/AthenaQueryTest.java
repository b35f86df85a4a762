package rdsalert.hunt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.event.EventReader;
import rdsalert.event.MalformedEventException;
import rdsalert.pattern.Alternatives;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.testing.Samples;
import rdsalert.testing.TestRules;

/** The query for Athena: what it finds, and what is left of a record. */
class AthenaQueryTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Span ALWAYS = new Span(null, null);
  private static final RuleCatalog RULES = TestRules.everyPackaged();

  private static TrinoQuery query(List<DetectionRule> rules, Span span, boolean older) {
    Query query = new Query(new WantedCalls(rules), span);
    return TrinoQuery.parse(
        older ? query.olderAthena("cloudtrail_logs") : query.athena("trails.cloudtrail_logs_pp"));
  }

  private static AthenaRow table(boolean older) {
    return older ? AthenaRow.older() : AthenaRow.newer();
  }

  private static List<DetectionRule> matching(JsonNode event) {
    try {
      return RULES.matching(new EventReader().read(event));
    } catch (MalformedEventException e) {
      return List.of();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void findsAllThatARuleMatchesWithAllThatTheTableHasOfIt(boolean older) throws IOException {
    TrinoQuery query = query(RULES.rules(), ALWAYS, older);
    int found = 0;
    int hits = 0;
    for (Path file : Samples.ofAllRules().toList()) {
      ObjectNode event = (ObjectNode) MAPPER.readTree(Files.readString(file));
      JsonNode record = event.path("detail");
      List<DetectionRule> matched = matching(event);
      Optional<JsonNode> selected = query.select(table(older).of(record), table(older));
      assertThat(selected.isPresent() || matched.isEmpty()).as("%s is found", file).isTrue();
      if (selected.isPresent()) {
        JsonNode rebuilt = MAPPER.readTree(selected.get().asText());
        assertThat(rebuilt).as("%s", file).isEqualTo(table(older).leftOf(record));
        assertThat(matching(event.set("detail", rebuilt))).as("%s", file).isEqualTo(matched);
        found++;
        hits += matched.isEmpty() ? 0 : 1;
      }
    }
    assertThat(hits).isGreaterThan(150);
    assertThat(found).isBetween(hits, hits * 3 / 2);
  }

  @Test
  void keepsAllThatARuleLooksAt() {
    for (DetectionRule rule : RULES.rules()) {
      for (String path : Alternatives.paths(rule.pattern().json().path("detail"))) {
        String column = path.toLowerCase(Locale.ROOT);
        boolean apart = column.startsWith("useridentity.") || column.startsWith("addendum.");
        assertThat(AthenaRow.older().has(apart ? column : column.replaceFirst("\\..*", "")))
            .as("%s looks at %s", rule.id(), path)
            .isTrue();
      }
    }
  }

  @Test
  void asksForNoMoreThanOneRuleCanMatch() throws IOException {
    for (DetectionRule rule : RULES.rules()) {
      TrinoQuery query = query(List.of(rule), ALWAYS, false);
      for (Path file : Samples.ofAllRules().toList()) {
        ObjectNode event = (ObjectNode) MAPPER.readTree(Files.readString(file));
        boolean found =
            query.select(AthenaRow.newer().of(event.path("detail")), AthenaRow.newer()).isPresent();
        if (found) {
          assertThat(rule.calls()).contains(event.at("/detail/eventName").asText());
        } else {
          assertThat(matching(event)).as("%s, %s", rule.id(), file).doesNotContain(rule);
        }
      }
    }
  }

  private static ObjectNode record(String time, String errorCode, String folder) {
    ObjectNode record = MAPPER.createObjectNode();
    record.put("eventSource", "rds.amazonaws.com").put("eventName", "CreateDBSecurityGroup");
    record.put("eventTime", time).put("errorCode", errorCode);
    return AthenaRow.newer().of(record).put("timestamp", folder);
  }

  private static boolean finds(TrinoQuery query, ObjectNode row) {
    return query.select(row, AthenaRow.newer().partitionedBy("timestamp")).isPresent();
  }

  @Test
  void leavesOutWhatFailedUnlessARuleLooksForThat() {
    RuleCatalog core = RuleCatalog.packaged();
    TrinoQuery success = query(core.rules(), ALWAYS, false);
    TrinoQuery failure =
        query(List.of(RULES.find("legacy-db-group-refused").orElseThrow()), ALWAYS, false);
    TrinoQuery both = query(RULES.rules(), ALWAYS, false);
    ObjectNode made = record("2026-01-31T09:30:00Z", "", "2026/01/31");
    ObjectNode refused = record("2026-01-31T09:30:00Z", "AccessDenied", "2026/01/31");

    assertThat(List.of(finds(success, made), finds(failure, made), finds(both, made)))
        .containsExactly(true, false, true);
    assertThat(List.of(finds(success, refused), finds(failure, refused), finds(both, refused)))
        .containsExactly(false, true, true);
  }

  @Test
  void readsOnlyTheDaysOnWhichCallsOfTheTimeAreFiled() {
    Span january =
        new Span(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"));
    TrinoQuery query = query(RULES.rules(), january, false);

    assertThat(finds(query, record("2026-01-01T00:00:00Z", "", "2026/01/01"))).isTrue();
    assertThat(finds(query, record("2026-01-31T23:59:59Z", "", "2026/02/01"))).isTrue();
    assertThat(finds(query, record("2026-01-31T23:59:59Z", "", "2026/02/02"))).isFalse();
    assertThat(finds(query, record("2026-01-31T23:59:59Z", "", "2026/02/03"))).isFalse();
    assertThat(finds(query, record("2026-01-01T00:00:00Z", "", "2025/12/31"))).isFalse();
    assertThat(finds(query, record("2025-12-31T23:59:59Z", "", "2026/01/01"))).isFalse();
    assertThat(finds(query, record("2026-02-01T00:00:00Z", "", "2026/02/01"))).isFalse();
    String sql = new Query(new WantedCalls(RULES.rules()), january).olderAthena("cloudtrail_logs");
    assertThat(sql).contains("eventtime >= '2026-01-01T00:00:00Z'").doesNotContain("timestamp");
  }

  @Test
  void looksIntoTheTableThatIsNamedAndNoOther() {
    Query query = new Query(new WantedCalls(RULES.rules()), ALWAYS);

    assertThat(TrinoQuery.parse(query.athena("my-trails.Select")).table())
        .isEqualTo("my-trails.select");
    assertThat(TrinoQuery.parse(query.olderAthena("logs")).alias()).isEqualTo("eventJson");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.", "logs\"; --", "logs WHERE true --", "a'b", "логи", "a\nb"})
  void refusesWhatIsNoNameOfATable(String name) {
    Query query = new Query(new WantedCalls(RULES.rules()), ALWAYS);

    assertThatThrownBy(() -> query.olderAthena(name)).hasMessageContaining("is no name of a table");
  }
}
