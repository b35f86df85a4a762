package rdsalert.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.event.Events;

/** A rule file is used whole or refused with a message that names file and fault. */
class RuleCatalogTest {
  @Test
  void readsAFileThatIsInOrder() throws IOException {
    assertThat(read(file().toString()).id()).isEqualTo("378f9024-8a0c-46a5-aa08-ce147ac73a4e");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``        | holds nothing
          null      | is not a JSON object
          nonsense  | Unrecognized token 'nonsense'
          []        | is not a JSON object
          {"id":"a","id":"b"} | Duplicate field 'id'
          {} {}     | Trailing token
          {"id":    | end-of-input
          """)
  void refusesWhatIsNoRule(String json, String fault) {
    assertRefused(json, fault);
  }

  @Test
  void refusesAPropertyThatItDoesNotKnow() throws IOException {
    assertRefused(file().put("severty", "low"), "\"severty\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          id        | " "     | id must be letters, digits and . _ -
          name      | ""      | name must not be blank
          riskScore | 101     | riskScore must be 0 to 100 but is 101
          riskScore | -1      | riskScore must be 0 to 100 but is -1
          riskScore | null    | riskScore
          severity  | "grave" | "grave"
          version   | "x"     | "x"
          pattern   | {"source":"aws.rds"} | not a valid event pattern
          pattern   | {"source":[]}        | not a valid event pattern
          pattern   | {"source":[{"prefx":"a"}]} | not a valid event pattern
          pattern   | {}      | not a valid event pattern
          pattern   | 7       | not a valid event pattern
          """)
  void refusesAValueThatCannotBe(String property, String value, String fault) throws IOException {
    ObjectNode file = file();
    file.set(property, Events.json(value));

    assertRefused(file, fault);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "name",
        "version",
        "authors",
        "description",
        "query",
        "pattern",
        "severity",
        "riskScore",
        "schedule",
        "attack",
        "tags",
        "references",
        "guide",
      })
  void refusesAFileWithout(String property) throws IOException {
    ObjectNode file = file();
    file.remove(property);

    assertRefused(file, "property '" + property + "' is missing or null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"schedule/maxAlertsPerRun", "attack/tactic/id", "guide/respond"})
  void refusesAFileThatLacksAnInner(String pointer) throws IOException {
    ObjectNode file = file();
    int last = pointer.lastIndexOf('/');
    ((ObjectNode) file.at("/" + pointer.substring(0, last))).remove(pointer.substring(last + 1));

    assertRefused(file, "property '" + pointer.replace('/', '.') + "' is missing or null");
  }

  @Test
  void readsARuleThatIsNotDeprecatedAndHasNoSubtechnique() throws IOException {
    ObjectNode file = file();
    file.remove("deprecated");
    ((ObjectNode) file.path("attack")).remove("subtechnique");

    DetectionRule rule = read(file.toString());

    assertThat(rule.deprecated()).isNull();
    assertThat(rule.attack().subtechnique()).isNull();
  }

  @Test
  void refusesTwoRulesOfOneId() throws IOException {
    DetectionRule rule = read(file().toString());

    assertThatThrownBy(() -> RuleCatalog.of(List.of(rule, rule)))
        .isInstanceOf(InvalidRuleException.class)
        .hasMessage("two rules share the id 378f9024-8a0c-46a5-aa08-ce147ac73a4e");
  }

  @Test
  void refusesToWatchForNothing() {
    assertThatThrownBy(() -> RuleCatalog.of(List.of()))
        .isInstanceOf(InvalidRuleException.class)
        .hasMessageContaining("there is no rule");
  }

  private static void assertRefused(JsonNode file, String fault) {
    assertRefused(file.toString(), fault);
  }

  private static void assertRefused(String json, String fault) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(InvalidRuleException.class)
        .hasMessageStartingWith("rule broken.json: ")
        .hasMessageContaining(fault)
        .hasMessageNotContaining("\n");
  }

  private static DetectionRule read(String json) {
    return RuleCatalog.read("broken.json", new ByteArrayInputStream(json.getBytes(UTF_8)));
  }

  private static ObjectNode file() throws IOException {
    String name = "/rdsalert/rules/aws-rds-security-group-creation.json";
    try (InputStream in = RuleCatalog.class.getResourceAsStream(name)) {
      return (ObjectNode) JsonMapper.builder().build().readTree(Objects.requireNonNull(in));
    }
  }
}
