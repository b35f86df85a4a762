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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.testing.Samples;
import rdsalert.testing.TestRules;

/** The query for CloudTrail Lake, where a record lies whole beside its columns. */
class LakeQueryTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String STORE = "0a1b2c3d-1111-2222-3333-444455556666";
  private static final WantedCalls WANTED = new WantedCalls(TestRules.everyPackaged().rules());

  /** CloudTrail Lake takes the store's id bare, which is no name in Trino's own grammar. */
  private static TrinoQuery query(Span span) {
    String sql = new Query(WANTED, span).lake(STORE);
    assertThat(sql).contains("\nFROM " + STORE + "\n").hasSizeLessThan(10_000);
    return TrinoQuery.parse(sql.replace(STORE, '"' + STORE + '"'));
  }

  private static ObjectNode row(JsonNode record) {
    ObjectNode row = MAPPER.createObjectNode();
    record
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isTextual()) {
                row.set(field.getKey(), field.getValue());
              }
            });
    row.put("eventTime", record.path("eventTime").asText().replace('T', ' ').replace("Z", ".000"));
    return row.put("eventJson", record.toString());
  }

  @Test
  void findsAllThatARuleMatches() throws IOException {
    TrinoQuery query = query(new Span(null, null));
    for (Path file : Samples.ofAllRules().filter(Samples::isHit).toList()) {
      JsonNode record = MAPPER.readTree(Files.readString(file)).path("detail");
      JsonNode found = query.select(row(record), AthenaRow.lake()).orElseThrow();
      assertThat(MAPPER.readTree(found.asText())).as("%s", file).isEqualTo(record);
    }
    ObjectNode other = MAPPER.createObjectNode().put("eventSource", "rds.amazonaws.com");
    assertThat(query.select(row(other.put("eventName", "DescribeDBs")), AthenaRow.lake()))
        .isEmpty();
  }

  @Test
  void readsOnlyTheTimeThatIsAskedFor() {
    TrinoQuery query =
        query(
            new Span(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z")));
    ObjectNode record = MAPPER.createObjectNode().put("eventSource", "rds.amazonaws.com");
    record.put("eventName", "CreateDBSecurityGroup");

    record.put("eventTime", "2026-01-31T23:59:59Z");
    assertThat(query.select(row(record), AthenaRow.lake())).isPresent();
    record.put("eventTime", "2026-02-01T00:00:00Z");
    assertThat(query.select(row(record), AthenaRow.lake())).isEmpty();
    record.put("eventTime", "2025-12-31T23:59:59Z");
    assertThat(query.select(row(record), AthenaRow.lake())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "logs", "0a1b2c3d-1111-2222-3333-444455556666 --", "EXAMPLE"})
  void refusesWhatIsNoStoresId(String id) {
    assertThatThrownBy(() -> new Query(WANTED, new Span(null, null)).lake(id))
        .hasMessageContaining("is no id of an event data store");
  }
}
