package rdsalert.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.stream.Collectors;
import rdsalert.silence.Exceptions;

/** Entries of files of exceptions whose time is counted from today. */
final class SilenceEntries {
  /**
   * Covers {@code events/rds-db-security-group-created/hit-create-db-security-group.json} and no
   * other sample.
   */
  static final String MARY =
      "{\"userIdentity\": {\"arn\": [\"arn:aws:iam::123456789012:user/mary.major\"]},"
          + " \"awsRegion\": [\"eu-central-1\"]}";

  private SilenceEntries() {}

  static ObjectNode marys(String id, int daysLeft) {
    return entry(id, daysLeft, MARY);
  }

  static ObjectNode everybodys(String id) {
    return entry(id, 9, "{\"awsRegion\": [{\"exists\": true}]}");
  }

  static ObjectNode entry(String id, int daysLeft, String detail) {
    Instant expires = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(daysLeft, ChronoUnit.DAYS);
    return Exceptions.entry(id, detail).put("expires", expires.toString());
  }

  /** The content of a file; an entry is JSON, or text that is to be JSON. */
  static String content(Object... entries) {
    return Arrays.stream(entries)
        .map(Object::toString)
        .collect(Collectors.joining(",", "{\"exceptions\": [", "]}"));
  }

  static String file(Path folder, Object... entries) throws IOException {
    return Files.writeString(folder.resolve("exceptions.json"), content(entries)).toString();
  }
}
