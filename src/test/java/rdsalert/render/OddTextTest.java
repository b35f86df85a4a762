package rdsalert.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rdsalert.briefing.Alert;
import rdsalert.event.EventReader;
import rdsalert.event.ManagementEvent;

/** An alert, a notice and a digest can be written of a record with odd values in any field. */
class OddTextTest {
  private static final int MOST_BYTES = 262_144;

  /** For attributes and what a publish has around its body. */
  private static final int ROOM = 16_384;

  private static final List<String> KEPT =
      List.of("eventID", "eventTime", "eventName", "eventSource", "id");

  static Stream<String> oddTexts() {
    return Stream.of(
        "a.".repeat(2_000),
        "a.a.a.".repeat(11_000) + "amazonaws.com",
        "arn:aws:iam::123456789012:user/".repeat(500),
        "aA1./-_:@%+=, ".repeat(5_000),
        "\u0000".repeat(4_000),
        "x\u0000y",
        "\uD800".repeat(4_000),
        "\u202E\u2028\u0085\u001B[31m".repeat(500),
        "www.".repeat(3_000),
        "((((".repeat(3_000),
        "\\".repeat(9_000),
        "'\"`$!&|;<>*?~#{}[]\n\r\t".repeat(400),
        "0.0.0.0/0,".repeat(3_000),
        ":".repeat(9_000),
        "😀".repeat(3_000));
  }

  @ParameterizedTest
  @MethodSource("oddTexts")
  void canBeWritten(String odd) {
    ObjectNode json =
        (ObjectNode) everywhere(SampleAlerts.event("create-db-security-group").json(), odd);
    ManagementEvent event = new EventReader().read(json);
    Alert alert = SampleAlerts.alert(event);

    for (Message message :
        List.of(
            Message.of(alert, SampleAlerts.sent(alert)),
            Message.of(SampleAlerts.notice(event), alert.raisedAt()),
            Message.of(SampleAlerts.digest(List.of(event, event)), alert.raisedAt()))) {
      assertThat(message.bodies().getBytes(StandardCharsets.UTF_8))
          .hasSizeLessThan(MOST_BYTES - ROOM);
      assertThat(message.subject()).hasSizeLessThan(100).matches("[ -~]+");
    }
    assertThat(new EventReader().read(json).text()).isNotEmpty();
  }

  private static JsonNode everywhere(JsonNode node, String odd) {
    if (node.isArray()) {
      ArrayNode list = ((ArrayNode) node).deepCopy();
      for (int i = 0; i < list.size(); i++) {
        list.set(i, everywhere(list.get(i), odd));
      }
      return list;
    }
    if (!node.isObject()) {
      return node.isTextual() ? TextNode.valueOf(odd) : node;
    }
    ObjectNode object = ((ObjectNode) node).deepCopy();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!KEPT.contains(field.getKey())) {
        object.set(field.getKey(), everywhere(field.getValue(), odd));
      }
    }
    return object;
  }
}
