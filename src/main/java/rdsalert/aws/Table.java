package rdsalert.aws;

import static rdsalert.aws.Attributes.text;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The ledger's table: a refused condition is a value, every other fault a domain exception.
 *
 * <p>A call whose answer got lost may have taken effect. All calls but {@link #updateOnce} do no
 * harm twice, and are tried again here; the client itself must repeat nothing.
 */
final class Table {
  private static final Pattern PLACEHOLDER = Pattern.compile("#\\w+");

  private static final int TRIES = 3;

  /** Before the second try of a call for which the store was too busy; four times that later. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private final DynamoDbClient client;
  private final String name;
  private final Consumer<Duration> pause;

  Table(DynamoDbClient client, String name, Consumer<Duration> pause) {
    this.client = client;
    this.name = name;
    this.pause = pause;
  }

  String name() {
    return name;
  }

  /** A write's result: whether its condition held, and the item as it is now, empty if none is. */
  record Written(boolean done, Map<String, AttributeValue> item) {}

  /** An update whose {@code #name} stands for the attribute of that name. */
  static UpdateItemRequest.Builder updateOf(
      String pk, String expression, String condition, Map<String, AttributeValue> values) {
    Map<String, String> names = new HashMap<>();
    PLACEHOLDER
        .matcher(expression + " " + condition)
        .results()
        .forEach(found -> names.put(found.group(), found.group().substring(1)));
    return UpdateItemRequest.builder()
        .key(Map.of(EntryItem.PK, text(pk)))
        .updateExpression(expression)
        .conditionExpression(condition)
        .expressionAttributeNames(names)
        .expressionAttributeValues(values);
  }

  Written put(PutItemRequest.Builder request) {
    PutItemRequest put =
        request
            .tableName(name)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    return write(
        "write",
        SdkFault::passes,
        () -> {
          client.putItem(put);
          return put.item();
        });
  }

  /** Updates an item, and tells all of it. */
  Written update(UpdateItemRequest.Builder request) {
    return update(request, SdkFault::passes);
  }

  /** Like {@link #update}, but a call that may have taken effect is not repeated. */
  Written updateOnce(UpdateItemRequest.Builder request) {
    return update(request, fault -> fault.passes() && fault.withoutEffect());
  }

  private Written update(UpdateItemRequest.Builder request, Predicate<SdkFault> again) {
    UpdateItemRequest update =
        request
            .tableName(name)
            .returnValues(ReturnValue.ALL_NEW)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    return write("update", again, () -> client.updateItem(update).attributes());
  }

  /** Reads an item as it is now; empty if there is none. */
  Map<String, AttributeValue> get(String pk) {
    return repeated(
        "read",
        SdkFault::passes,
        () ->
            client
                .getItem(
                    r -> r.tableName(name).key(Map.of(EntryItem.PK, text(pk))).consistentRead(true))
                .item());
  }

  QueryResponse query(QueryRequest.Builder request) {
    return repeated("query", SdkFault::passes, () -> client.query(request.tableName(name).build()));
  }

  private Written write(
      String what, Predicate<SdkFault> again, Supplier<Map<String, AttributeValue>> call) {
    return repeated(
        what,
        again,
        () -> {
          try {
            return new Written(true, call.get());
          } catch (ConditionalCheckFailedException e) {
            return new Written(false, e.hasItem() ? e.item() : Map.of());
          }
        });
  }

  private <T> T repeated(String what, Predicate<SdkFault> again, Supplier<T> call) {
    Duration next = FIRST_PAUSE;
    for (int tried = 1; ; tried++) {
      try {
        return call.get();
      } catch (SdkException e) {
        SdkFault fault = SdkFault.of(e);
        if (tried == TRIES || !again.test(fault)) {
          throw failed(what, fault, e);
        }
        if (fault.busy()) {
          pause.accept(next);
          next = next.multipliedBy(4);
        }
      }
    }
  }

  private LedgerFailedException failed(String what, SdkFault fault, SdkException cause) {
    return new LedgerFailedException(
        "the ledger's table %s failed to %s (%s)".formatted(name, what, fault.code()),
        fault.passes(),
        cause);
  }
}
