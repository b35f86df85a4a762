package rdsalert.alert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** Commands that find what was held. */
final class HeldCommands {
  private static final Duration EARLIER = Duration.ofMinutes(15);

  private HeldCommands() {}

  /** All calls of the kind since shortly before the window, as CloudTrail knows them. */
  static AwsCommand calls(String region, Place place) {
    return AwsCommand.of("cloudtrail", "lookup-events", region)
        .first("start-time", TimePhrase.argument(place.start().minus(EARLIER)))
        .lookingUp("EventName", "CreateDBSecurityGroup");
  }

  /** Every held alert of a window, as the ledger keeps them. */
  static AwsCommand ledger(Digest.Listing listing, String region) {
    ObjectNode names = JsonText.object().put("#k", listing.partitionKey());
    ObjectNode values = JsonText.object();
    values.putObject(":p").put("S", listing.partition());
    return AwsCommand.of("dynamodb", "query", region)
        .with("TableName", "table-name", listing.table())
        .with("IndexName", "index-name", listing.index())
        .withText("KeyConditionExpression", "key-condition-expression", "#k = :p")
        .withObject("ExpressionAttributeNames", "expression-attribute-names", names)
        .withObject("ExpressionAttributeValues", "expression-attribute-values", values);
  }
}
