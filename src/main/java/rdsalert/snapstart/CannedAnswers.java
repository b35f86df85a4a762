package rdsalert.snapstart;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
 * effect and nothing is kept. One alert is always due, with an event as the ledger keeps it.
 */
public record CannedAnswers(String event) implements SdkHttpClient {
  private static final String KEY = "alert#378f9024-8a0c-46a5-aa08-ce147ac73a4e#rehearsal";

  private static final String PUBLISHED =
      "<Answer><PublishResult><MessageId>rehearsal</MessageId></PublishResult></Answer>";

  /** Answers for an event that a rule matches. */
  public static CannedAnswers of(byte[] event) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(event);
    }
    return new CannedAnswers(Base64.getEncoder().encodeToString(bytes.toByteArray()));
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

  /** One item that serves as an alert, a window and a second, as each may be asked for. */
  private String item(Instant now) {
    return """
        {"pk":{"S":"%s"},"state":{"S":"claimed"},"token":{"S":"rehearsal"},"taken":{"N":"1"},\
        "second":{"N":"%d"},"given":{"N":"1"},\
        "dueAt":{"N":"%3$d"},"raisedAt":{"N":"%3$d"},"leaseUntil":{"N":"%4$d"},"event":{"B":"%5$s"}}"""
        .formatted(
            KEY, now.getEpochSecond(), now.toEpochMilli(), now.toEpochMilli() + 60_000, event);
  }

  private static HttpExecuteResponse response(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpResponse.builder()
                .statusCode(200)
                .putHeader(
                    "Date",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        Instant.now().atOffset(ZoneOffset.UTC)))
                .build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
        .build();
  }

  @Override
  public void close() {}
}
