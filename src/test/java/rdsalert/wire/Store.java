package rdsalert.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.function.Function;

/** DynamoDB Local, with an index that can lag, and with orders that can be forged. */
final class Store implements Service {
  static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String TYPE = "application/x-amz-json-1.0";
  private static final String EXCEPTION = "com.amazonaws.dynamodb.v20120810#";
  private static final Forger HONEST = (call, store) -> store.apply(call);
  private static final Set<String> WRITES = Set.of("PutItem", "UpdateItem");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI local;
  private final LaggingIndex index;
  private volatile Forger forger = HONEST;

  /** Answers in the store's place. */
  @FunctionalInterface
  interface Forger {
    Answer answer(Call call, Function<Call, Answer> store);
  }

  Store(URI local, LaggingIndex index) {
    this.local = local;
    this.index = index;
  }

  void forge(Forger other) {
    forger = other;
  }

  void beHonest() {
    forger = HONEST;
  }

  @Override
  public Answer answer(Call call, Fault fault) {
    return forger.answer(call, this::carryOut);
  }

  private Answer carryOut(Call call) {
    JsonNode request = json(call.body());
    if (call.operation().equals("Query") && index.lags()) {
      return new Answer(200, TYPE, index.query(request));
    }
    return WRITES.contains(call.operation()) ? write(call, request) : forward(call);
  }

  /** One at a time, so that the index sees them in their order. */
  private synchronized Answer write(Call call, JsonNode request) {
    Answer answer = forward(call);
    if (answer.status() == 200) {
      index.note(
          request.has("Item") ? request.get("Item") : json(answer.body()).path("Attributes"));
    }
    return answer;
  }

  private Answer forward(Call call) {
    HttpRequest request =
        HttpRequest.newBuilder(local)
            .header("Content-Type", TYPE)
            .header("X-Amz-Target", "DynamoDB_20120810." + call.operation())
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/dynamodb/"
                    + "aws4_request, SignedHeaders=host, Signature=0")
            .POST(HttpRequest.BodyPublishers.ofString(call.body()))
            .build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), TYPE, response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public Answer error(Fault.Reply reply) {
    return switch (reply) {
      case THROTTLE -> error(400, "ProvisionedThroughputExceededException");
      case ERROR_503 -> error(503, "ServiceUnavailable");
      default -> error(500, "InternalServerError");
    };
  }

  private static Answer error(int status, String code) {
    return new Answer(
        status, TYPE, "{\"__type\":\"" + EXCEPTION + code + "\",\"message\":\"synthetic\"}");
  }

  /**
   * What a function is answered that only has to learn the time: nothing is there, and what it
   * would write is done already.
   */
  static Answer standstill(Call call) {
    return switch (call.operation()) {
      case "Query" -> new Answer(200, TYPE, "{\"Items\":[],\"Count\":0,\"ScannedCount\":0}");
      case "PutItem", "UpdateItem" ->
          new Answer(
              400,
              TYPE,
              "{\"__type\":\""
                  + EXCEPTION
                  + "ConditionalCheckFailedException\",\"message\":\"synthetic\","
                  + "\"Item\":{\"state\":{\"S\":\"sent\"}}}");
      default -> new Answer(200, TYPE, "{}");
    };
  }

  static Answer done(String body) {
    return new Answer(200, TYPE, body);
  }

  static JsonNode json(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(body, e);
    }
  }
}
