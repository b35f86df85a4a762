package rdsalert.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import rdsalert.briefing.Digest;
import rdsalert.briefing.Position;
import rdsalert.rule.DetectionRule;
import rdsalert.text.JsonText;
import rdsalert.text.Times;

/** Commands that find what was held. */
public final class HeldCommands {
  private static final Duration EARLIER = Duration.ofMinutes(15);

  private HeldCommands() {}

  /** All calls that a rule looks for since shortly before the window, as CloudTrail has them. */
  public static AwsCommand calls(DetectionRule rule, String region, Position position) {
    AwsCommand lookUp =
        AwsCommand.of("cloudtrail", "lookup-events", region)
            .first("start-time", Times.argument(position.start().minus(EARLIER)));
    List<String> calls = rule.calls();
    return calls.size() == 1
        ? lookUp.lookingUp("EventName", calls.getFirst())
        : lookUp.lookingUp("EventSource", rule.service());
  }

  public static AwsCommand ledger(Digest.Listing listing) {
    ObjectNode names = JsonText.object().put("#k", listing.partitionKey());
    ObjectNode values = JsonText.object();
    values.putObject(":p").put("S", listing.partition());
    return AwsCommand.of("dynamodb", "query", Objects.requireNonNullElse(listing.region(), ""))
        .with("TableName", listing.table())
        .with("IndexName", listing.index())
        .with("KeyConditionExpression", TextNode.valueOf("#k = :p"), true)
        .with("ExpressionAttributeNames", names, true)
        .with("ExpressionAttributeValues", values, true);
  }
}
