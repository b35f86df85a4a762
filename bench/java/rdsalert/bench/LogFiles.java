package rdsalert.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * Writes CloudTrail log files as a busy account has them: many calls of many kinds, of some 1.5 KB
 * each, and one in a hundred thousand that the rule looks for. The same seed gives the same file.
 */
final class LogFiles {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final long SEED = 8;
  private static final int ONE_HIT_IN = 100_000;
  private static final List<String> CALLS =
      List.of(
          "sts.amazonaws.com AssumeRole",
          "s3.amazonaws.com GetBucketAcl",
          "ec2.amazonaws.com DescribeInstances",
          "kms.amazonaws.com Decrypt",
          "logs.amazonaws.com CreateLogStream",
          "rds.amazonaws.com DescribeDBInstances",
          "rds.amazonaws.com CreateDBSnapshot",
          "dynamodb.amazonaws.com DescribeTable",
          "ssm.amazonaws.com UpdateInstanceInformation",
          "lambda.amazonaws.com ListFunctions20150331");

  private final Random random = new Random(SEED);
  private final ObjectNode template;
  private final ObjectNode hit;

  private LogFiles() throws IOException {
    template = detail("assumed-role-mfa");
    hit = detail("create-db-security-group");
  }

  /** Writes a file of so many records. */
  static void write(Path file, int records) throws IOException {
    new LogFiles().writeAll(file, records);
  }

  private static ObjectNode detail(String sample) throws IOException {
    Path file = rdsalert.testing.Samples.file(sample);
    return (ObjectNode) MAPPER.readTree(Files.readString(file)).path("detail");
  }

  private void writeAll(Path file, int records) throws IOException {
    Files.createDirectories(file.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16);
        JsonGenerator json = MAPPER.createGenerator(out)) {
      json.writeStartObject();
      json.writeArrayFieldStart("Records");
      for (int i = 1; i <= records; i++) {
        MAPPER.writeTree(json, record(i % ONE_HIT_IN == 0, i));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private ObjectNode record(boolean isHit, int number) {
    ObjectNode record = (isHit ? hit : template).deepCopy();
    record.put("eventID", new UUID(random.nextLong(), random.nextLong()).toString());
    record.put("requestID", new UUID(random.nextLong(), random.nextLong()).toString());
    record.put("eventTime", Instant.ofEpochSecond(1_767_225_600L + number / 50).toString());
    if (!isHit) {
      String[] call = CALLS.get(random.nextInt(CALLS.size())).split(" ", -1);
      record.put("eventSource", call[0]).put("eventName", call[1]);
      record.put("sourceIPAddress", "198.51.100." + random.nextInt(256));
      record.putObject("requestParameters").put("id", Long.toHexString(random.nextLong()));
      record.putNull("responseElements");
      if (random.nextInt(20) == 0) {
        record.put("errorCode", "AccessDenied").put("errorMessage", "not allowed");
      }
    }
    return record;
  }
}
