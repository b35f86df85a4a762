package rdsalert.aws;

import static rdsalert.aws.Table.longOf;
import static rdsalert.aws.Table.millis;
import static rdsalert.aws.Table.number;
import static rdsalert.aws.Table.textOf;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import rdsalert.delivery.Window;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * What the first version of the ledger left in a table, and how it goes on with what it finds
 * there: its expressions and its reading of names, word for word.
 */
final class FirstVersion {
  static final Instant LEFT_AT = Instant.parse("2026-03-01T10:21:30Z");

  private static final List<String> SUMMARY =
      List.of("eventId", "eventTime", "actor", "actorName", "account", "region");

  private final DynamoDbClient client;
  private final String table;

  FirstVersion(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /** Puts the items of a file into the table that this version wrote for made-up events. */
  void fill() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            FirstVersion.class.getResourceAsStream("/upgrade/first-version.json"))) {
      JsonNode items = JsonMapper.builder().build().readTree(in).path("items");
      items.forEach(item -> client.putItem(put -> put.tableName(table).item(attributes(item))));
    }
  }

  private static Map<String, AttributeValue> attributes(JsonNode item) {
    Map<String, AttributeValue> attributes = new HashMap<>();
    item.properties().forEach(entry -> attributes.put(entry.getKey(), value(entry.getValue())));
    return attributes;
  }

  private static AttributeValue value(JsonNode typed) {
    Map.Entry<String, JsonNode> one = typed.properties().iterator().next();
    JsonNode value = one.getValue();
    return switch (one.getKey()) {
      case "S" -> AttributeValue.fromS(value.asText());
      case "N" -> AttributeValue.fromN(value.asText());
      case "BOOL" -> AttributeValue.fromBool(value.asBoolean());
      case "B" -> AttributeValue.fromB(bytes(value));
      case "BS" ->
          AttributeValue.fromBs(
              StreamSupport.stream(value.spliterator(), false).map(FirstVersion::bytes).toList());
      case "M" -> AttributeValue.fromM(attributes(value));
      default -> throw new IllegalArgumentException(one.getKey());
    };
  }

  private static SdkBytes bytes(JsonNode base64) {
    return SdkBytes.fromByteArray(Base64.getDecoder().decode(base64.asText()));
  }

  /** Its sweep calls this for everything that is due, and dies of what it does not know. */
  static String ruleOf(String pk) {
    String[] parts = pk.split("#", 3);
    if (parts.length == 3) {
      switch (parts[0]) {
        case "alert" -> {
          return parts[1];
        }
        case "notice", "digest" -> {
          Window.named(parts[2]);
          return parts[1];
        }
        default -> {}
      }
    }
    throw new IllegalArgumentException("not the key of a ledger entry: " + pk);
  }

  /** Whether it takes an entry over, in its sweep or on a copy of the event. */
  boolean takesOver(String pk, Instant now) {
    try {
      Map<String, AttributeValue> item =
          client
              .updateItem(
                  update ->
                      update
                          .tableName(table)
                          .key(Map.of("pk", fromS(pk)))
                          .updateExpression(
                              "SET #token = :token, leaseUntil = :lease, dueAt = :lease")
                          .conditionExpression(
                              "#state IN (:claimed, :admitted) AND leaseUntil < :now")
                          .expressionAttributeNames(Map.of("#token", "token", "#state", "state"))
                          .expressionAttributeValues(
                              Map.of(
                                  ":token", fromS("first-version"),
                                  ":lease", millis(now.plusSeconds(125)),
                                  ":now", millis(now),
                                  ":claimed", fromS("claimed"),
                                  ":admitted", fromS("admitted")))
                          .returnValues("ALL_NEW"))
              .attributes();
      requireReadable(item);
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  /** What it reads of an entry that it has taken over. */
  private static void requireReadable(Map<String, AttributeValue> item) {
    Window window =
        new Window(
            Instant.ofEpochSecond(longOf(item, "window", 0)),
            Duration.ofSeconds(longOf(item, "windowSeconds", 1)));
    Objects.requireNonNull(window);
    AttributeValue summary = item.get("summary");
    if (summary == null) {
      Table.decompressed(Objects.requireNonNull(item.get("event")));
    } else {
      SUMMARY.forEach(name -> Objects.requireNonNull(textOf(summary.m(), name), name));
    }
  }

  /** Gives an entry back with its place, until the next sweep. */
  void postpones(String pk, Instant now) {
    client.updateItem(
        update ->
            update
                .tableName(table)
                .key(Map.of("pk", fromS(pk)))
                .updateExpression(
                    "SET #state = :admitted, leaseUntil = :none, dueAt = :due,"
                        + " expiresAt = :expires, #number = :number")
                .conditionExpression("#token = :token")
                .expressionAttributeNames(
                    Map.of("#token", "token", "#state", "state", "#number", "number"))
                .expressionAttributeValues(
                    Map.of(
                        ":token", fromS("first-version"),
                        ":admitted", fromS("admitted"),
                        ":none", number(0),
                        ":due", millis(now),
                        ":expires", number(now.plus(Duration.ofDays(16)).getEpochSecond()),
                        ":number", number(7))));
  }
}
