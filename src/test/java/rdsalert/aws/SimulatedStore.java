package rdsalert.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * One run's way to a real DynamoDB: each call waits its turn in the simulation, may be hit by a
 * fault, and carries back the store's time.
 */
final class SimulatedStore implements DynamoDbClient {
  private final DynamoDbClient store;
  private final SimulatedRun run;
  private final Sabotage sabotage;

  SimulatedStore(DynamoDbClient store, SimulatedRun run, Sabotage sabotage) {
    this.store = store;
    this.run = run;
    this.sabotage = sabotage;
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    boolean claim = sabotage == Sabotage.CLAIM && request.item().containsKey("event");
    return call(
        () ->
            store.putItem(claim ? request.toBuilder().conditionExpression(null).build() : request));
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    boolean confirms = request.updateExpression().contains("messageId");
    if (confirms && sabotage == Sabotage.CONFIRM) {
      return call(() -> UpdateItemResponse.builder().build());
    }
    try {
      return call(() -> update(request));
    } catch (SdkException fault) {
      if (confirms) {
        run.cutOff(messageId(request));
      }
      throw fault;
    }
  }

  private UpdateItemResponse update(UpdateItemRequest request) {
    boolean admits = request.updateExpression().contains("ADD admitted");
    boolean broken = admits && sabotage == Sabotage.ADMIT;
    UpdateItemResponse response = store.updateItem(broken ? AnyPlace.without(request) : request);
    if (request.updateExpression().contains("messageId")) {
      run.confirmed(messageId(request));
    }
    return response;
  }

  private static String messageId(UpdateItemRequest confirmation) {
    return String.valueOf(Attributes.textOf(confirmation.expressionAttributeValues(), ":id"));
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    return call(() -> store.getItem(request));
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    return call(() -> store.batchGetItem(request));
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    return call(() -> store.query(request));
  }

  private <T> T call(Supplier<T> call) {
    run.awaitTurn();
    Fault fault = run.nextFault(false);
    return switch (fault) {
      case null -> answered(call);
      case CRASH_BEFORE -> throw new Crash();
      case CRASH_AFTER -> {
        answered(call);
        throw new Crash();
      }
      case LOST_REQUEST -> throw brokenConnection();
      case LOST_ANSWER -> {
        answered(call);
        throw brokenConnection();
      }
      case THROTTLED ->
          throw ProvisionedThroughputExceededException.builder().statusCode(400).build();
      case SERVER_ERROR -> throw InternalServerErrorException.builder().statusCode(500).build();
      case REFUSED -> throw DynamoDbException.builder().statusCode(400).message("denied").build();
    };
  }

  /** Refusals too are answers, and carry the time. */
  private <T> T answered(Supplier<T> call) {
    try {
      return call.get();
    } finally {
      run.storeTold();
    }
  }

  private static SdkClientException brokenConnection() {
    return SdkClientException.create("the connection broke");
  }

  @Override
  public String serviceName() {
    return store.serviceName();
  }

  @Override
  public void close() {}
}
