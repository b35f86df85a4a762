package rdsalert.aws;

import static rdsalert.aws.EntryItem.PK;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The ledger's table: a refused condition is a value, every other fault a domain exception. In an
 * expression {@code #name} stands for the attribute of that name. And values as DynamoDB writes
 * them.
 *
 * <p>A call whose answer got lost may have taken effect. All calls but {@link #updateOnce} do no
 * harm twice, and are tried again here; the client itself must repeat nothing.
 *
 * @param pause before a call is tried again for which the store was too busy
 */
record Table(DynamoDbClient client, String name, Consumer<Duration> pause) {
  private static final Pattern PLACEHOLDER = Pattern.compile("#\\w+");
  private static final int TRIES = 3;

  /** Before the second try of a call for which the store was too busy; four times that later. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  /** A write's result: whether its condition held, and the item as it is now, empty if none is. */
  record Written(boolean done, Map<String, AttributeValue> item) {}

  /** Puts an item if a condition on some values holds. */
  Written put(
      Map<String, AttributeValue> item, String condition, Map<String, AttributeValue> values) {
    return write(
        "write",
        true,
        () -> {
          client.putItem(
              put ->
                  put.tableName(name)
                      .item(item)
                      .conditionExpression(condition)
                      .expressionAttributeNames(namesIn(condition))
                      .expressionAttributeValues(values.isEmpty() ? null : values)
                      .returnValuesOnConditionCheckFailure("ALL_OLD"));
          return item;
        });
  }

  /**
   * Sets attributes of an item, and does what {@code more} says, if a condition holds, which is
   * empty if there is none. There the value of an attribute that is set is called {@code :name};
   * others are given.
   */
  Written update(
      String pk,
      Map<String, AttributeValue> set,
      String more,
      String condition,
      Map<String, AttributeValue> given) {
    return update(true, pk, set, more, condition, given);
  }

  /** The same, but not tried again if it may have taken effect. */
  Written updateOnce(
      String pk,
      Map<String, AttributeValue> set,
      String more,
      String condition,
      Map<String, AttributeValue> given) {
    return update(false, pk, set, more, condition, given);
  }

  private Written update(
      boolean harmlessTwice,
      String pk,
      Map<String, AttributeValue> set,
      String more,
      String condition,
      Map<String, AttributeValue> given) {
    Map<String, AttributeValue> values = new HashMap<>(given);
    set.forEach((attribute, value) -> values.put(":" + attribute, value));
    String change =
        set.keySet().stream()
            .map(attribute -> "#" + attribute + " = :" + attribute)
            .collect(Collectors.joining(", ", "SET ", " " + more));
    UpdateItemRequest request =
        UpdateItemRequest.builder()
            .tableName(name)
            .key(key(pk))
            .updateExpression(change)
            .conditionExpression(condition.isEmpty() ? null : condition)
            .expressionAttributeNames(namesIn(change + condition))
            .expressionAttributeValues(values)
            .returnValues("ALL_NEW")
            .returnValuesOnConditionCheckFailure("ALL_OLD")
            .build();
    return write("update", harmlessTwice, () -> whole(client.updateItem(request).attributes()));
  }

  private static @Nullable Map<String, String> namesIn(String expression) {
    Map<String, String> names =
        PLACEHOLDER
            .matcher(expression)
            .results()
            .map(MatchResult::group)
            .distinct()
            .collect(Collectors.toMap(placeholder -> placeholder, found -> found.substring(1)));
    return names.isEmpty() ? null : names;
  }

  /** An answer without the item that was asked for is none of the store's. */
  private static Map<String, AttributeValue> whole(Map<String, AttributeValue> item) {
    if (item.isEmpty()) {
      throw SdkClientException.create("DynamoDB answered without the item");
    }
    return item;
  }

  /** Reads an item as it is now; empty if there is none. */
  Map<String, AttributeValue> get(String pk) {
    return repeated(
        "read",
        true,
        () -> client.getItem(r -> r.tableName(name).key(key(pk)).consistentRead(true)).item());
  }

  static Map<String, AttributeValue> key(String pk) {
    return Map.of(PK, fromS(pk));
  }

  QueryResponse query(QueryRequest.Builder request) {
    return repeated("query", true, () -> client.query(request.tableName(name).build()));
  }

  private Written write(
      String what, boolean harmlessTwice, Supplier<Map<String, AttributeValue>> call) {
    return repeated(
        what,
        harmlessTwice,
        () -> {
          try {
            return new Written(true, call.get());
          } catch (ConditionalCheckFailedException e) {
            return new Written(false, e.hasItem() ? e.item() : Map.of());
          }
        });
  }

  private <T> T repeated(String what, boolean harmlessTwice, Supplier<T> call) {
    Duration next = FIRST_PAUSE;
    for (int tried = 1; ; tried++) {
      try {
        return call.get();
      } catch (SdkException e) {
        SdkFault fault = SdkFault.of(e);
        boolean again = fault.passes() && (harmlessTwice || fault.withoutEffect());
        if (tried == TRIES || !again) {
          throw new LedgerFailedException(
              "the ledger's table %s failed to %s (%s)".formatted(name, what, fault.code()),
              fault.passes(),
              e);
        }
        if (fault.busy()) {
          pause.accept(next);
          next = next.multipliedBy(4);
        }
      }
    }
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static AttributeValue millis(Instant instant) {
    return number(instant.toEpochMilli());
  }

  static AttributeValue seconds(Instant instant) {
    return number(instant.getEpochSecond());
  }

  static AttributeValue compressed(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot compress in memory", e);
    }
    return AttributeValue.fromB(SdkBytes.fromByteArray(bytes.toByteArray()));
  }

  static String decompressed(AttributeValue value) {
    try (GZIPInputStream gzip = new GZIPInputStream(value.b().asInputStream())) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored event cannot be read", e);
    }
  }

  /** A number, without what is behind its point; or the given one where there is none. */
  static long longOf(Map<String, AttributeValue> item, String name, long otherwise) {
    AttributeValue value = item.get(name);
    return value == null || value.n() == null ? otherwise : new BigDecimal(value.n()).longValue();
  }

  static @Nullable String textOf(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? null : value.s();
  }
}
