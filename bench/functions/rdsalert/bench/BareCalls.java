package rdsalert.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/**
 * The calls of the AWS SDK that a warm alert makes, of the same kinds and sizes and over the same
 * HTTP client, with nothing around them: no event is read, judged, compressed or rendered, no
 * condition is looked at, no line is logged.
 */
public final class BareCalls implements RequestStreamHandler {
  private static final int CLAIM_BYTES = 900;
  private static final int MESSAGE_CHARACTERS = 12_000;
  private static final SdkBytes EVENT = SdkBytes.fromByteArray(new byte[CLAIM_BYTES]);
  private static final String MESSAGE = "{\"default\":\"" + "x".repeat(MESSAGE_CHARACTERS) + "\"}";

  private final String table = System.getenv("LEDGER_TABLE");
  private final String topic = System.getenv("ALERT_TOPIC_ARN");
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final DynamoDbClient dynamoDb = DynamoDbClient.builder().httpClient(http).build();
  private final SnsClient sns = SnsClient.builder().httpClient(http).build();

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    input.readAllBytes();
    String id = UUID.randomUUID().toString();
    claim(id);
    update("window", "ADD admitted :one", Map.of(":one", AttributeValue.fromN("1")));
    publish();
    update(
        id,
        "SET messageId = :id, expiresAt = :expires REMOVE #queue, dueAt, event",
        Map.of(":id", text(id), ":expires", AttributeValue.fromN("2000000000")));
    output.write("{}".getBytes(StandardCharsets.UTF_8));
  }

  private void claim(String id) {
    dynamoDb.putItem(
        put ->
            put.tableName(table)
                .conditionExpression("attribute_not_exists(pk)")
                .item(
                    Map.of(
                        "pk", text(id),
                        "queue", text("due"),
                        "dueAt", AttributeValue.fromN("2000000000000"),
                        "token", text(id),
                        "event", AttributeValue.fromB(EVENT))));
  }

  private void update(String id, String expression, Map<String, AttributeValue> values) {
    dynamoDb.updateItem(
        update -> {
          update
              .tableName(table)
              .key(Map.of("pk", text(id)))
              .returnValues(ReturnValue.ALL_NEW)
              .updateExpression(expression)
              .expressionAttributeValues(values);
          if (expression.contains("#queue")) {
            update.expressionAttributeNames(Map.of("#queue", "queue"));
          }
        });
  }

  private void publish() {
    MessageAttributeValue low =
        MessageAttributeValue.builder().dataType("String").stringValue("low").build();
    sns.publish(
        publish ->
            publish
                .topicArn(topic)
                .subject("An RDS DB security group was created")
                .messageStructure("json")
                .message(MESSAGE)
                .messageAttributes(Map.of("severity", low, "rule", low, "kind", low)));
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }
}
