package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.event.Events;
import rdsalert.rule.RuleCatalog;
import rdsalert.testing.TestEvents;
import rdsalert.testing.TestRules;

/** Which events the local command counts as ignored by their names alone. */
class SkippedEventsTest {
  @Test
  void areThoseWhoseNameNoRuleLists() {
    RuleCatalog rules =
        rules("{\"eventName\":[\"A\"]}", "{\"eventName\":[\"B\",\"C\"],\"eventSource\":[\"s\"]}");

    assertThat(LocalDelivery.isOfNoInterest(record("\"D\""), rules)).isTrue();
    assertThat(
            LocalDelivery.isOfNoInterest(
                Events.json("{\"detail\":" + record("\"D\"") + "}"), rules))
        .isTrue();
    assertThat(LocalDelivery.isOfNoInterest(record("\"C\""), rules)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\"D\"]", "null", "7", "{\"A\":1}"})
  void haveANameThatIsAText(String name) {
    assertThat(isOfNoInterest(record(name), "{\"eventName\":[\"A\"]}")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "[]", "{}"})
  void haveWhatEveryEventNeeds(String time) {
    ObjectNode record = record("\"D\"");
    record.set("eventTime", Events.json("[" + time + "]").get(0));

    assertThat(isOfNoInterest(record, "{\"eventName\":[\"A\"]}")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"eventName":[{"prefix":"Create"}]}
          {"eventName":["A",{"prefix":"Create"}]}
          {"eventSource":["s"]}
          {"$or":[{"eventName":["B"]},{"eventSource":["s"]}]}
          """)
  void areNoneIfARuleLooksForOtherCallsToo(String pattern) {
    assertThat(isOfNoInterest(record("\"D\""), "{\"eventName\":[\"A\"]}", pattern)).isFalse();
  }

  @Test
  void areNotWhatAPackagedRuleMatches() {
    RuleCatalog rules = RuleCatalog.packaged();

    assertThat(LocalDelivery.isOfNoInterest(TestEvents.anyOtherEvent().json(), rules)).isTrue();
    assertThat(LocalDelivery.isOfNoInterest(TestEvents.anyMatchingEvent().json(), rules)).isFalse();
  }

  private static ObjectNode record(String name) {
    ObjectNode record = (ObjectNode) TestEvents.anyOtherEvent().json().path("detail").deepCopy();
    return record.set("eventName", Events.json("[" + name + "]").get(0));
  }

  private static boolean isOfNoInterest(ObjectNode record, String... details) {
    return LocalDelivery.isOfNoInterest(record, rules(details));
  }

  private static RuleCatalog rules(String... details) {
    return RuleCatalog.of(
        Stream.of(details)
            .map(detail -> TestRules.lookingFor("" + detail.hashCode(), pattern(detail)))
            .toList());
  }

  private static JsonNode pattern(String detail) {
    return Events.json("{\"detail\":" + detail + "}");
  }
}
