package rdsalert.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands at a path in a record, however CloudTrail wrote it. */
class JsonPathTest {
  private static final String NAME = "responseElements.dBSecurityGroupName";
  private static final String RANGE = "responseElements.iPRanges.cIDRIP";

  @Test
  void readsTheNamesAsRdsSpellsThem() {
    ManagementEvent event = Events.read(Events.plain());

    assertThat(texts(NAME, event)).containsExactly("reports");
    assertThat(texts(RANGE, event)).containsExactly("203.0.113.0/24");
    assertThat(texts("requestParameters.tags.value", event)).containsExactly("reporting");
  }

  @Test
  void readsOtherCasings() {
    String response =
        field("responseElements")
            .replace("dBSecurity", "dbSecurity")
            .replace("iPRanges", "ipRanges")
            .replace("cIDRIP", "CIDRIP");
    ManagementEvent event = Events.read(Events.about("null", response));

    assertThat(texts(NAME, event)).containsExactly("reports");
    assertThat(texts(RANGE, event)).containsExactly("203.0.113.0/24");
  }

  @Test
  void readsThroughOneWrapperObject() {
    ManagementEvent event =
        Events.read(
            Events.about(
                "{\"request\":" + field("requestParameters") + "}",
                "{\"dBSecurityGroup\":" + field("responseElements") + "}"));

    assertThat(texts(NAME, event)).containsExactly("reports");
    assertThat(texts("requestParameters.dBSecurityGroupName", event)).containsExactly("Reports");
    assertThat(texts(RANGE, event)).containsExactly("203.0.113.0/24");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "[]", "7", "\"text\"", "{\"tags\":null}", "{\"x\":{}}"})
  void findsNothingWhereNothingIs(String json) {
    assertThat(texts(NAME, Events.read(Events.about(json, json)))).isEmpty();
    assertThat(texts(RANGE, Events.read(Events.about(json, json)))).isEmpty();
  }

  @Test
  void flattensListsInLists() {
    String response = "{\"iPRanges\":[[{\"cIDRIP\":\"a\"}],{\"cIDRIP\":[\"b\",null,7]},null]}";

    assertThat(texts(RANGE, Events.read(Events.about("null", response))))
        .containsExactly("a", "b", "7");
  }

  @Test
  void readsNoMoreThanAnybodyReads() {
    String response = "{\"iPRanges\":[" + "{\"cIDRIP\":\"a\"},".repeat(300) + "7]}";

    assertThat(texts(RANGE, Events.read(Events.about("null", response)))).hasSize(256);
  }

  /** Policies are recorded as text, in any layout and with any escapes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Statement\":[{\"Principal\":{\"AWS\":[\"111122223333\",\"*\"]}}]}",
        "\n{ \"Statement\" : {\n\"Principal\": {\"AWS\" :\t[\"111122223333\", \"\\u002a\"]}}}\n"
      })
  void looksIntoATextThatIsJson(String policy) {
    String request = "{\"policy\":" + TextNode.valueOf(policy) + "}";
    ManagementEvent event = Events.read(Events.about(request, "null"));

    assertThat(texts("requestParameters.policy.Statement.Principal.AWS", event))
        .containsExactly("111122223333", "*");
    assertThat(texts("requestParameters.policy", event))
        .singleElement()
        .asString()
        .doesNotContain(" ", "\n", "\\")
        .contains("\"AWS\":[\"111122223333\",\"*\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{} x", "{\"a\":1,\"a\":2}", "[1]", "{a", "a {}"})
  void leavesAsItIsWhatIsNoJsonObject(String text) {
    String request = "{\"policy\":" + TextNode.valueOf(text) + "}";
    ManagementEvent event = Events.read(Events.about(request, "null"));

    assertThat(texts("requestParameters.policy.a", event)).isEmpty();
    assertThat(texts("requestParameters.policy", event)).containsExactly(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", "a..b", "a b", "{a}"})
  void refusesWhatIsNoPath(String path) {
    assertThatThrownBy(() -> Json.Path.of(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("names with dots between them");
  }

  private static List<String> texts(String path, ManagementEvent event) {
    return Json.Path.of(path).textsIn(event.detail());
  }

  private static String field(String name) {
    return Events.plain().path("detail").path(name).toString();
  }
}
