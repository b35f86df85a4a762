package rdsalert.aws;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** What DynamoDB and SNS say, to the byte. */
final class Answers {
  private static final String ID = "00000000-0000-4000-8000-000000000001";

  private Answers() {}

  static String published() {
    return xml(
        "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult>"
            + "<MessageId>"
            + ID
            + "</MessageId></PublishResult></PublishResponse>");
  }

  static String xml(String body) {
    return http(200, "text/xml", body, "");
  }

  static String json(String body) {
    return http(200, "application/x-amz-json-1.0", body, "");
  }

  static String dynamoDbError(int status, String code, String more) {
    String type = "com.amazonaws.dynamodb.v20120810#" + code;
    return http(
        status,
        "application/x-amz-json-1.0",
        "{\"__type\":\"" + type + "\",\"message\":\"\"}",
        more);
  }

  static String snsError(int status, String code, String more) {
    return http(
        status,
        "text/xml",
        "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error>"
            + "<Type>Sender</Type><Code>"
            + code
            + "</Code><Message>m</Message></Error></ErrorResponse>",
        more);
  }

  private static String http(int status, String type, String body, String more) {
    CRC32 sum = new CRC32();
    sum.update(body.getBytes(StandardCharsets.UTF_8));
    return "HTTP/1.1 %d Status\r\nContent-Type: %s\r\nContent-Length: %d\r\nx-amz-crc32: %d\r\n%s\r\n%s"
        .formatted(
            status, type, body.getBytes(StandardCharsets.UTF_8).length, sum.getValue(), more, body);
  }
}
