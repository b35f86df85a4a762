package rdsalert.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/**
 * The calls of the AWS SDK that a warm alert makes: the same expressions and conditions, items of
 * the same size, over the same HTTP client, with nothing around them. No event is read, judged,
 * compressed or rendered, no line is logged, and of the conditions only that of the turn matters.
 */
public final class BareCalls implements RequestStreamHandler {
  private static final int CLAIM_BYTES = 900;
  private static final int MESSAGE_CHARACTERS = 12_000;
  private static final int ALERTS_PER_WINDOW = 500;
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
    takeTurn(Instant.now().getEpochSecond());
    announce(id);
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
                        "expiresAt", number(2_000_000_000),
                        "token", text(id),
                        "event", AttributeValue.fromB(EVENT))));
  }

  private void admit(UUID id) {
    SdkBytes fingerprint = fingerprint(id.getMostSignificantBits());
    update(
        "places-" + instance + "-" + alerts++ / ALERTS_PER_WINDOW,
        "SET expiresAt = :expires ADD #taken :one, #share :one, attempts :attemptSet, seen :seen",
        "NOT contains(attempts, :attempt)"
            + " AND (attribute_not_exists(#taken) OR #taken < :most0)"
            + " AND (attribute_not_exists(#share) OR #share < :most1)",
        Map.of("#taken", "taken", "#share", "open"),
        Map.of(
            ":one", number(1),
            ":most0", number(ALERTS_PER_WINDOW),
            ":most1", number(ALERTS_PER_WINDOW),
            ":expires", number(2_000_000_000),
            ":attempt", AttributeValue.fromB(fingerprint),
            ":attemptSet", AttributeValue.fromBs(List.of(fingerprint)),
            ":seen", AttributeValue.fromBs(List.of(fingerprint(1), fingerprint(2)))));
  }

  /** The first alert of a second makes one call, each further one two. */
  private void takeTurn(long second) {
    String item = "pace-" + instance;
    Map<String, String> names = Map.of("#second", "second");
    try {
      update(
          item,
          "SET #second = :second, given = :one",
          "attribute_not_exists(pk) OR #second < :second OR #second > :notReal",
          names,
          Map.of(":second", number(second), ":notReal", number(second + 5), ":one", number(1)));
    } catch (ConditionalCheckFailedException e) {
      update(
          item,
          "ADD given :one",
          "#second = :second AND given < :most",
          names,
          Map.of(":second", number(second), ":most", number(1_000_000), ":one", number(1)));
    }
  }

  private void announce(String id) {
    update(
        id,
        "SET #state = :perhapsSent, tries = :tries, firstTryAt = :first, dueAt = :next",
        "#token = :token",
        Map.of("#state", "state", "#token", "token"),
        Map.of(
            ":perhapsSent", text("perhapsSent"),
            ":token", text(id),
            ":tries", number(1),
            ":first", number(2_000_000_000_000L),
            ":next", number(2_000_000_600_000L)));
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
