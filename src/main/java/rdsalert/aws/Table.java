package rdsalert.aws;

import java.util.Map;
import java.util.function.Supplier;
import rdsalert.delivery.LedgerFailedException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
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
 * harm twice, and are tried again at once; the client itself must repeat throttled calls only.
 */
final class Table {
  private static final int TRIES = 3;

  private final DynamoDbClient client;
  private final String name;

  Table(DynamoDbClient client, String name) {
    this.client = client;
    this.name = name;
  }

  String name() {
    return name;
  }

  /** A write's result: the item as it is now, or as it refused the write. */
  sealed interface Written {
    /** The condition held. */
    record Done(Map<String, AttributeValue> item) implements Written {}

    /** The condition did not hold; the item is empty if there is none. */
    record Refused(Map<String, AttributeValue> item) implements Written {}
  }

  Written put(PutItemRequest.Builder request) {
    PutItemRequest put =
        request
            .tableName(name)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    return write(
        "write",
        TRIES,
        () -> {
          client.putItem(put);
          return put.item();
        });
  }

  /** Updates an item, and tells all of it. */
  Written update(UpdateItemRequest.Builder request) {
    return write("update", TRIES, send(request));
  }

  /** Like {@link #update}, but a call whose answer got lost is not repeated. */
  Written updateOnce(UpdateItemRequest.Builder request) {
    return write("update", 1, send(request));
  }

  private Supplier<Map<String, AttributeValue>> send(UpdateItemRequest.Builder request) {
    UpdateItemRequest update =
        request
            .tableName(name)
            .returnValues(ReturnValue.ALL_NEW)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    return () -> client.updateItem(update).attributes();
  }

  /** Reads an item as it is now; empty if there is none. */
  Map<String, AttributeValue> get(String pk) {
    return guarded(
        "read",
        TRIES,
        () ->
            client
                .getItem(
                    r ->
                        r.tableName(name)
                            .key(Map.of(Entries.PK, Attributes.text(pk)))
                            .consistentRead(true))
                .item());
  }

  BatchGetItemResponse batchGet(BatchGetItemRequest request) {
    return guarded("read", TRIES, () -> client.batchGetItem(request));
  }

  QueryResponse query(QueryRequest.Builder request) {
    return guarded("query", TRIES, () -> client.query(request.tableName(name).build()));
  }

  private Written write(String what, int tries, Supplier<Map<String, AttributeValue>> call) {
    return guarded(
        what,
        tries,
        () -> {
          try {
            return new Written.Done(call.get());
          } catch (ConditionalCheckFailedException e) {
            return new Written.Refused(e.hasItem() ? e.item() : Map.of());
          }
        });
  }

  private <T> T guarded(String what, int tries, Supplier<T> call) {
    for (int tried = 1; tried < tries; tried++) {
      try {
        return translated(what, call);
      } catch (LedgerFailedException e) {
        if (!e.worthRetrying()) {
          throw e;
        }
      }
    }
    return translated(what, call);
  }

  private <T> T translated(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (AwsServiceException e) {
      boolean passes = e.isThrottlingException() || e.statusCode() >= 500;
      String code = e.awsErrorDetails() == null ? "" : " (" + e.awsErrorDetails().errorCode() + ")";
      throw new LedgerFailedException(failed(what) + code, passes, e);
    } catch (SdkException e) {
      throw new LedgerFailedException(failed(what) + ": " + e.getMessage(), true, e);
    }
  }

  private String failed(String what) {
    return "the ledger's table " + name + " failed to " + what;
  }
}
