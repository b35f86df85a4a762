package rdsalert.naive;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sns.SnsClient;

/** The same job as in the guides: ready-made classes, default clients, a line of text. */
public final class NaiveFunction implements RequestHandler<ScheduledEvent, String> {
  private final DynamoDbClient dynamoDb = DynamoDbClient.create();
  private final SnsClient sns = SnsClient.create();
  private final String table = System.getenv("LEDGER_TABLE");
  private final String topic = System.getenv("ALERT_TOPIC_ARN");

  @Override
  public String handleRequest(ScheduledEvent event, Context context) {
    Map<String, Object> detail = event.getDetail();
    String id = String.valueOf(detail.get("eventID"));
    dynamoDb.putItem(
        put ->
            put.tableName(table)
                .item(Map.of("pk", text(id), "state", text("claimed"), "event", text("" + detail)))
                .conditionExpression("attribute_not_exists(pk)"));
    dynamoDb.updateItem(
        update ->
            update
                .tableName(table)
                .key(Map.of("pk", text("window-" + System.currentTimeMillis() / 600_000)))
                .updateExpression("ADD admitted :one")
                .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
    sns.publish(
        publish ->
            publish.topicArn(topic).message("An RDS DB security group was created: " + detail));
    dynamoDb.updateItem(
        update ->
            update
                .tableName(table)
                .key(Map.of("pk", text(id)))
                .updateExpression("SET #state = :sent")
                .expressionAttributeNames(Map.of("#state", "state"))
                .expressionAttributeValues(Map.of(":sent", text("sent"))));
    System.out.println("alerted " + id);
    return "alerted";
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }
}
