package rdsalert.snapstart;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * DynamoDB and SNS as an alert meets them on a good day, without a network: every write takes
 * effect and nothing is kept.
 */
public record CannedAnswers() implements SdkHttpClient {
  private static final String PUBLISHED =
      "<Answer><PublishResult><MessageId>rehearsal</MessageId></PublishResult></Answer>";

  /** One item that serves as an alert, a window and a second, as each may be asked for. */
  private static final String UPDATED =
      "{\"Attributes\":{\"state\":{\"S\":\"claimed\"},\"taken\":{\"N\":\"1\"}}}";

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

  private static String answer(String operation) {
    return switch (operation) {
      case "" -> PUBLISHED;
      case "UpdateItem" -> UPDATED;
      default -> "{}";
    };
  }

  private static HttpExecuteResponse response(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpResponse.builder()
                .statusCode(200)
                .putHeader("Date", RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)))
                .build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
        .build();
  }

  @Override
  public void close() {}
}
