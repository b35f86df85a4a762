package rdsalert.snapstart;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * DynamoDB and SNS as an alert meets them on a good day, without a network: every write takes
 * effect and nothing is kept. One alert is always due.
 *
 * @param key the key of the alert that is due
 * @param event its event, as the ledger keeps it
 */
public record CannedAnswers(String key, String event) implements SdkHttpClient {
  private static final String PUBLISHED =
      "<Answer><PublishResult><MessageId>rehearsal</MessageId></PublishResult></Answer>";

  /** Answers for an event that a rule matches. */
  public static CannedAnswers of(String ruleId, byte[] event) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(event);
    }
    String kept = Base64.getEncoder().encodeToString(bytes.toByteArray());
    return new CannedAnswers("alert#" + ruleId + "#rehearsal", kept);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    String call = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        return response(answer(call.substring(call.indexOf('.') + 1)));
      }

      @Override
      public void abort() {}
    };
  }

  private String answer(String operation) {
    return switch (operation) {
      case "" -> PUBLISHED;
      case "UpdateItem" -> "{\"Attributes\":" + item(Instant.now()) + "}";
      case "Query" -> "{\"Count\":1,\"Items\":[" + item(Instant.now()) + "]}";
      default -> "{}";
    };
  }

  /** The item of a window and of an alert in one, whichever is asked for. */
  private String item(Instant now) {
    return """
        {"pk":{"S":"%s"},"state":{"S":"admitted"},"token":{"S":"rehearsal"},"number":{"N":"1"},\
        "admitted":{"N":"1"},"pageEnd":{"N":"30"},"window":{"N":"%d"},"windowSeconds":{"N":"60"},\
        "dueAt":{"N":"%3$d"},"raisedAt":{"N":"%3$d"},"leaseUntil":{"N":"%4$d"},"event":{"B":"%5$s"}}"""
        .formatted(
            key,
            now.getEpochSecond() / 60 * 60,
            now.toEpochMilli(),
            now.toEpochMilli() + 60_000,
            event);
  }

  private static HttpExecuteResponse response(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return HttpExecuteResponse.builder()
        .response(SdkHttpResponse.builder().statusCode(200).build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
        .build();
  }

  @Override
  public void close() {}
}
