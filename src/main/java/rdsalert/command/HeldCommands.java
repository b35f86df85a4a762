package rdsalert.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import rdsalert.briefing.Alert.Position;
import rdsalert.briefing.Digest;
import rdsalert.rule.DetectionRule;
import rdsalert.text.JsonText;

/** Commands that find the calls of which a window held alerts, and the alerts themselves. */
public final class HeldCommands {
  /** How long before a window calls are looked for that it held. */
  private static final Duration EARLIER = Duration.ofMinutes(15);

  private HeldCommands() {}

  /**
   * The calls that rules look for, as CloudTrail has them: by the name if there is but one, else
   * all that write to each of the services. Since shortly before the window, or since the first
   * that it held, which a replay may bring days late.
   */
  public static List<AwsCommand> calls(
      List<DetectionRule> rules, String region, Position position, Instant first) {
    Instant before = position.start().minus(EARLIER);
    Instant since = first.isBefore(before) ? first : before;
    List<String> names = rules.stream().flatMap(rule -> rule.calls().stream()).distinct().toList();
    if (names.size() == 1) {
      return List.of(AwsCommand.lookUp(region, since).lookingUp("EventName", names.getFirst()));
    }
    Stream<String> services = rules.stream().flatMap(rule -> rule.services().stream()).distinct();
    return services
        .map(service -> AwsCommand.lookUp(region, since).lookingUp("EventSource", service))
        .map(command -> command.and("query", "Events[?ReadOnly!=`\"true\"`]"))
        .toList();
  }

  public static AwsCommand ledger(Digest.Listing listing) {
    ObjectNode names = JsonText.object().put("#k", listing.partitionKey());
    ObjectNode values = JsonText.object();
    values.putObject(":p").put("S", listing.partition());
    return new AwsCommand("dynamodb", "query", Objects.requireNonNullElse(listing.region(), ""))
        .with("TableName", listing.table())
        .with("IndexName", listing.index())
        .with("KeyConditionExpression", TextNode.valueOf("#k = :p"), true)
        .with("ExpressionAttributeNames", names, true)
        .with("ExpressionAttributeValues", values, true);
  }
}
