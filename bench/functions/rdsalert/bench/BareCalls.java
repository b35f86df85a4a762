package rdsalert.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/**
 * The calls of the AWS SDK that a warm alert makes: the same expressions and conditions, items of
 * the same size, over the same HTTP client, with nothing around them. No event is read, judged,
 * compressed or rendered, no condition's outcome is looked at, no line is logged.
 */
public final class BareCalls implements RequestStreamHandler {
  private static final int CLAIM_BYTES = 900;
  private static final int MESSAGE_CHARACTERS = 12_000;
  private static final int ALERTS_PER_WINDOW_ITEM = 30;
  private static final SdkBytes EVENT = SdkBytes.fromByteArray(new byte[CLAIM_BYTES]);
  private static final String MESSAGE = "{\"default\":\"" + "x".repeat(MESSAGE_CHARACTERS) + "\"}";

  private final String table = System.getenv("LEDGER_TABLE");
  private final String topic = System.getenv("ALERT_TOPIC_ARN");
  private final SdkHttpClient http = http();
  private final DynamoDbClient dynamoDb = DynamoDbClient.builder().httpClient(http).build();
  private final SnsClient sns = SnsClient.builder().httpClient(http).build();
  private final String instance = UUID.randomUUID().toString();
  private int alerts;

  /** The function's own, or the one that BENCH_HTTP_CLIENT names. */
  private static SdkHttpClient http() {
    String wanted = System.getenv().getOrDefault("BENCH_HTTP_CLIENT", "Apache5");
    return ServiceLoader.load(SdkHttpService.class).stream()
        .filter(service -> service.type().getSimpleName().startsWith(wanted))
        .findFirst()
        .orElseThrow()
        .get()
        .createHttpClientBuilder()
        .build();
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    input.readAllBytes();
    String id = UUID.randomUUID().toString();
    claim(id);
    admit(UUID.randomUUID());
    publish();
    confirm(id);
    output.write("{}".getBytes(StandardCharsets.UTF_8));
  }

  private void claim(String id) {
    dynamoDb.putItem(
        put ->
            put.tableName(table)
                .conditionExpression("attribute_not_exists(pk)")
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .item(
                    Map.of(
                        "pk", text(id),
                        "state", text("claimed"),
                        "queue", text("due"),
                        "dueAt", number(2_000_000_000_000L),
                        "leaseUntil", number(2_000_000_000_000L),
                        "raisedAt", number(2_000_000_000_000L),
                        "window", number(2_000_000_000),
                        "expiresAt", number(2_000_000_000),
                        "token", text(id),
                        "event", AttributeValue.fromB(EVENT))));
  }

  private void admit(UUID id) {
    SdkBytes fingerprint = fingerprint(id.getMostSignificantBits());
    update(
        "window-" + instance + "-" + alerts++ / ALERTS_PER_WINDOW_ITEM,
        "SET pageEnd = if_not_exists(pageEnd, :page), expiresAt = :expires"
            + " ADD admitted :one, ids :idSet, actors :actorSet, #second :one",
        "(attribute_not_exists(admitted) OR (admitted < pageEnd AND admitted < :places))"
            + " AND NOT contains(ids, :id)"
            + " AND (attribute_not_exists(#second) OR #second < :perSecond)",
        Map.of("#second", "second"),
        Map.of(
            ":one", number(1),
            ":page", number(ALERTS_PER_WINDOW_ITEM),
            ":places", number(8000),
            ":perSecond", number(1_000_000),
            ":expires", number(2_000_000_000),
            ":id", AttributeValue.fromB(fingerprint),
            ":idSet", AttributeValue.fromBs(List.of(fingerprint)),
            ":actorSet", AttributeValue.fromBs(List.of(fingerprint(1)))));
  }

  private void confirm(String id) {
    update(
        id,
        "SET #state = :sent, messageId = :id, sentAt = :now, expiresAt = :expires"
            + " REMOVE #queue, dueAt, event, leaseUntil",
        "#token = :token",
        Map.of("#state", "state", "#queue", "queue", "#token", "token"),
        Map.of(
            ":sent", text("sent"),
            ":id", text(id),
            ":token", text(id),
            ":now", number(2_000_000_000_000L),
            ":expires", number(2_000_000_000)));
  }

  private void update(
      String id,
      String expression,
      String condition,
      Map<String, String> names,
      Map<String, AttributeValue> values) {
    dynamoDb.updateItem(
        update ->
            update
                .tableName(table)
                .key(Map.of("pk", text(id)))
                .returnValues(ReturnValue.ALL_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .updateExpression(expression)
                .conditionExpression(condition)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values));
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

  private static SdkBytes fingerprint(long value) {
    return SdkBytes.fromByteArray(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }
}
