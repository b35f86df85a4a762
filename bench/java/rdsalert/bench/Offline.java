package rdsalert.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import rdsalert.testing.TestEvents;

/**
 * {@code ./rdsalert run} over a gzip log file as a busy account has it: many calls of some 1.5 KB
 * each, one in a hundred thousand that the rule looks for. Its start counts, a second core does
 * not.
 */
final class Offline {
  private static final Path FILE = Path.of("target", "bench", "records.json.gz");
  private static final Pattern TIMES = Pattern.compile("times (\\S+) (\\S+) (\\S+)");
  private static final String[] CALLS =
      "sts AssumeRole,s3 GetBucketAcl,ec2 DescribeInstances,kms Decrypt,rds CreateDBSnapshot"
          .split(",", -1);

  Row measure(int records) throws Exception {
    write(records);
    String command = "TIMEFORMAT='times %R %U %S'; time ./rdsalert run --cap none " + FILE;
    Process process = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher times = TIMES.matcher(output);
    if (process.waitFor() != 0 || !output.contains("events: ") || !times.find()) {
      throw new IllegalStateException("the offline run failed: " + output);
    }
    double processor = Double.parseDouble(times.group(2)) + Double.parseDouble(times.group(3));
    Map<String, Double> seconds = Map.of("whole run s", Double.parseDouble(times.group(1)));
    double micros = processor / records * 1e6;
    return Row.atMost("offline run, processor time a record", 10, " µs", micros, seconds);
  }

  private static void write(int records) throws IOException {
    Random random = new Random(8);
    ObjectNode hit = detail("create-db-security-group");
    ObjectNode other = detail("assumed-role-mfa");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(FILE), 1 << 16);
        JsonGenerator json = JsonMapper.builder().build().createGenerator(out)) {
      json.writeStartObject();
      json.writeArrayFieldStart("Records");
      for (int i = 1; i <= records; i++) {
        ObjectNode record = i % 100_000 == 0 ? hit : ordinary(other, random);
        json.writePOJO(record.put("eventID", new UUID(8, i).toString()));
      }
    }
  }

  private static ObjectNode ordinary(ObjectNode record, Random random) {
    String[] call = CALLS[random.nextInt(CALLS.length)].split(" ", -1);
    record.put("eventSource", call[0] + ".amazonaws.com").put("eventName", call[1]);
    record.put("requestID", new UUID(random.nextLong(), random.nextLong()).toString());
    record.put("sourceIPAddress", "198.51.100." + random.nextInt(256));
    return record;
  }

  private static ObjectNode detail(String sample) {
    return (ObjectNode) TestEvents.sample(sample).json().path("detail").deepCopy();
  }
}
