package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.event.Events;
import rdsalert.rule.RuleCatalog;
import rdsalert.testing.TestEvents;

class EventNamesTest {
  @Test
  void ruleOutOnlyWhatNoRuleListsByName() {
    EventNames names =
        names("{\"eventName\":[\"A\"]}", "{\"eventName\":[\"B\",\"C\"],\"eventSource\":[\"s\"]}");

    assertThat(names.ruleOut(record("\"D\""))).isTrue();
    assertThat(names.ruleOut(Events.json("{\"detail\":" + record("\"D\"") + "}"))).isTrue();
    assertThat(names.ruleOut(record("\"C\""))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\"D\"]", "null", "7", "{\"A\":1}"})
  void leaveANameThatIsNoTextToTheReader(String name) {
    assertThat(names("{\"eventName\":[\"A\"]}").ruleOut(record(name))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "[]", "{}"})
  void leaveARecordThatLacksWhatEveryEventHasToTheReader(String time) {
    ObjectNode record = record("\"D\"");
    record.set("eventTime", Events.json("[" + time + "]").get(0));

    assertThat(names("{\"eventName\":[\"A\"]}").ruleOut(record)).isFalse();
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
  void ruleNothingOutIfARuleLooksForOtherCallsToo(String pattern) {
    assertThat(names("{\"eventName\":[\"A\"]}", pattern).ruleOut(record("\"D\""))).isFalse();
  }

  @Test
  void ruleOutWhatNoPackagedRuleMatchesAndNothingElse() {
    EventNames names = EventNames.of(RuleCatalog.packaged());

    assertThat(names.ruleOut(TestEvents.anyOtherEvent().json())).isTrue();
    assertThat(names.ruleOut(TestEvents.anyMatchingEvent().json())).isFalse();
  }

  private static ObjectNode record(String name) {
    ObjectNode record = (ObjectNode) TestEvents.anyOtherEvent().json().path("detail").deepCopy();
    return record.set("eventName", Events.json("[" + name + "]").get(0));
  }

  private static EventNames names(String... details) {
    return EventNames.of(
        Stream.of(details).map(detail -> Events.json("{\"detail\":" + detail + "}")).toList());
  }
}
