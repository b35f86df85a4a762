package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
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
  private final Simulation simulation;
  private final Sabotage sabotage;

  SimulatedStore(DynamoDbClient store, SimulatedRun run, Simulation simulation) {
    this.store = store;
    this.run = run;
    this.simulation = simulation;
    this.sabotage = simulation.sabotage();
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    boolean claim = sabotage == Sabotage.CLAIM && request.item().containsKey("event");
    return call(
        () -> {
          PutItemResponse response = store.putItem(claim ? unconditional(request) : request);
          simulation.wrote(request.item());
          return response;
        });
  }

  private static PutItemRequest unconditional(PutItemRequest request) {
    return request.toBuilder()
        .conditionExpression(null)
        .expressionAttributeNames(null)
        .expressionAttributeValues(null)
        .build();
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    boolean confirms = request.updateExpression().contains("messageId");
    if (confirms && sabotage == Sabotage.CONFIRM) {
      return call(() -> UpdateItemResponse.builder().attributes(request.key()).build());
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
    UpdateItemResponse response =
        store.updateItem(isBroken(request.key()) ? Unconditional.of(request) : request);
    simulation.wrote(request.key());
    if (request.updateExpression().contains("messageId")) {
      run.confirmed(messageId(request));
    }
    return response;
  }

  private boolean isBroken(Map<String, AttributeValue> key) {
    String pk = String.valueOf(Table.textOf(key, EntryItem.PK));
    return (sabotage == Sabotage.ADMIT && pk.startsWith("places#"))
        || (sabotage == Sabotage.PACE && pk.equals(Keys.PACE));
  }

  private static String messageId(UpdateItemRequest confirmation) {
    return String.valueOf(Table.textOf(confirmation.expressionAttributeValues(), ":messageId"));
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    return call(
        () -> isBroken(request.key()) ? GetItemResponse.builder().build() : store.getItem(request));
  }

  /** What was written a short while ago does not stand in the index yet. */
  @Override
  public QueryResponse query(QueryRequest request) {
    return call(
        () -> {
          QueryResponse answer = store.query(request);
          List<Map<String, AttributeValue>> shown =
              answer.items().stream().filter(simulation::isIndexed).toList();
          return answer.toBuilder().items(shown).build();
        });
  }

  private <T> T call(Supplier<T> call) {
    Instant sent = run.now();
    run.awaitTurn();
    Fault fault = run.nextFault(false);
    return switch (fault) {
      case null -> answered(call, sent);
      case CRASH_BEFORE -> throw run.die();
      case CRASH_AFTER -> {
        effect(call);
        throw run.die();
      }
      case LOST_REQUEST -> throw brokenConnection();
      case LOST_ANSWER -> {
        effect(call);
        throw brokenConnection();
      }
      case THROTTLED ->
          throw ProvisionedThroughputExceededException.builder().statusCode(400).build();
      case SERVER_ERROR -> throw InternalServerErrorException.builder().statusCode(500).build();
      case REFUSED -> throw DynamoDbException.builder().statusCode(400).message("denied").build();
    };
  }

  /** Refusals too are answers, and carry the time. */
  private <T> T answered(Supplier<T> call, Instant sent) {
    try {
      return call.get();
    } finally {
      run.storeTold(sent);
    }
  }

  /** The call takes effect, or is refused, and the caller does not come to know which. */
  private static <T> void effect(Supplier<T> call) {
    try {
      assertThat(call.get()).isNotNull();
    } catch (ConditionalCheckFailedException e) {
      assertThat(e.statusCode()).isEqualTo(400);
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
