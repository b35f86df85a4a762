package rdsalert.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Bare CloudTrail records, as log files have them. */
final class Records {
  private Records() {}

  /** The record in an envelope such as EventBridge writes; anything else as it is. */
  static JsonNode enveloped(JsonNode json) {
    boolean bare = json.isObject() && !json.has("detail") && json.has("eventName");
    return bare ? envelope(json) : json;
  }

  private static ObjectNode envelope(JsonNode record) {
    ObjectNode envelope = JsonNodeFactory.instance.objectNode();
    envelope.put("version", "0");
    envelope.set("id", record.path("eventID"));
    envelope.put("detail-type", "AWS API Call via CloudTrail");
    envelope.put("source", source(record.path("eventSource").asText("")));
    envelope.set("account", record.path("recipientAccountId"));
    envelope.set("time", record.path("eventTime"));
    envelope.set("region", record.path("awsRegion"));
    envelope.putArray("resources");
    envelope.set("detail", record);
    return envelope;
  }

  /**
   * EventBridge names the service {@code aws.rds} that CloudTrail names {@code rds.amazonaws.com}.
   */
  private static String source(String eventSource) {
    int dot = eventSource.indexOf('.');
    return "aws." + (dot < 0 ? eventSource : eventSource.substring(0, dot));
  }
}
