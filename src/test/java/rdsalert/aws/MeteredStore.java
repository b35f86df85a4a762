package rdsalert.aws;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Counts calls and the capacity units that the store says they took. */
final class MeteredStore implements DynamoDbClient {
  private static final ReturnConsumedCapacity ALL = ReturnConsumedCapacity.INDEXES;

  private final DynamoDbClient store;
  private final LongAdder calls = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final DoubleAdder writes = new DoubleAdder();
  private final DoubleAdder reads = new DoubleAdder();

  MeteredStore(DynamoDbClient store) {
    this.store = store;
  }

  /**
   * Calls and capacity units.
   *
   * @param refused writes whose condition did not hold; the store tells no units for them, but each
   *     takes as many as the item that refused it is large, and is counted so
   */
  record Reading(long calls, long refused, double writes, double reads) {}

  Reading read() {
    Reading reading = new Reading(calls.sum(), refused.sum(), writes.sum(), reads.sum());
    calls.reset();
    refused.reset();
    writes.reset();
    reads.reset();
    return reading;
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    return written(
        () -> store.putItem(request.toBuilder().returnConsumedCapacity(ALL).build()),
        PutItemResponse::consumedCapacity);
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    return written(
        () -> store.updateItem(request.toBuilder().returnConsumedCapacity(ALL).build()),
        UpdateItemResponse::consumedCapacity);
  }

  private <T> T written(Supplier<T> write, Function<T, ConsumedCapacity> capacity) {
    calls.increment();
    try {
      T response = write.get();
      writes.add(capacity.apply(response).capacityUnits());
      return response;
    } catch (ConditionalCheckFailedException e) {
      refused.increment();
      writes.add(Math.max(1, Math.ceil(ItemSize.of(e.item()) / 1024.0)));
      throw e;
    }
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    calls.increment();
    GetItemResponse response =
        store.getItem(request.toBuilder().returnConsumedCapacity(ALL).build());
    reads.add(response.consumedCapacity().capacityUnits());
    return response;
  }

  @Override
  public String serviceName() {
    return store.serviceName();
  }

  @Override
  public void close() {}
}
