package rdsalert.local.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What EventBridge writes around a record. */
final class Envelope {
  private Envelope() {}

  /** A bare CloudTrail record in the envelope that EventBridge would write around it. */
  static ObjectNode around(ObjectNode record) {
    if (record.path("eventVersion").asText("").equals("1.0") && !record.hasNonNull("eventID")) {
      // Ids came with version 1.01; this one is the same whenever the record is read.
      byte[] text = record.toString().getBytes(StandardCharsets.UTF_8);
      record.put("eventID", "made-up-" + UUID.nameUUIDFromBytes(text));
    }
    ObjectNode envelope = JsonNodeFactory.instance.objectNode();
    envelope.put("version", "0");
    envelope.set("id", record.path("eventID"));
    envelope.put("detail-type", "AWS API Call via CloudTrail");
    // EventBridge names the service aws.rds that CloudTrail names rds.amazonaws.com.
    envelope.put(
        "source", "aws." + record.path("eventSource").asText("").replaceFirst("\\..*", ""));
    JsonNode recipient = record.path("recipientAccountId");
    // Records have had a recipient since version 1.02, and not all of them.
    envelope.set(
        "account", recipient.isTextual() ? recipient : record.at("/userIdentity/accountId"));
    envelope.set("time", record.path("eventTime"));
    envelope.set("region", record.path("awsRegion"));
    envelope.putArray("resources");
    envelope.set("detail", record);
    return envelope;
  }
}
