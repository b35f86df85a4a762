package rdsalert.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import rdsalert.delivery.AlertPublisher.Topic;
import rdsalert.rule.DetectionRule;

/** The attributes of messages that a subscriber has to get, as filter policies see them. */
public final class SampleMessages {
  private static final int LOW = 21;
  private static final int CRITICAL = 99;

  private SampleMessages() {}

  /**
   * An ordinary alert and a critical one for the first topic; for the second what alarms and
   * EventBridge send there, which has no attributes.
   *
   * @param place the account and Region of the stack
   */
  public static Map<Topic, Map<String, JsonNode>> of(List<DetectionRule> rules, Place place) {
    List<DetectionRule> gravestFirst = rules.stream().sorted(DetectionRule.GRAVEST_FIRST).toList();
    Map<String, JsonNode> alerts =
        Map.of(
            "an ordinary alert", alert(gravestFirst.getLast(), "low", LOW, place),
            "a critical alert", alert(gravestFirst.getFirst(), "critical", CRITICAL, place));
    Map<String, JsonNode> watch =
        Map.of("what the stack tells of itself", JsonNodeFactory.instance.objectNode());
    return Map.of(Topic.ALERTS, alerts, Topic.WATCH, watch);
  }

  private static ObjectNode alert(DetectionRule rule, String severity, int risk, Place place) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", "alert")
        .put("rule", rule.id())
        .put("severity", severity)
        .put("risk_score", risk)
        .put("account", place.account())
        .put("region", place.region());
  }

  /** Where the stack is. */
  public record Place(String partition, String region, String account) {
    private static final int REGION = 3;
    private static final int ACCOUNT = 4;

    /** As the ARN of one of its resources says. */
    public static Place of(String arn) {
      String[] parts = arn.split(":", -1);
      return new Place(parts[1], parts[REGION], parts[ACCOUNT]);
    }

    /** The ARN of a table there. */
    public String table(String name) {
      return String.join(":", "arn", partition, "dynamodb", region, account, "table/" + name);
    }
  }
}
