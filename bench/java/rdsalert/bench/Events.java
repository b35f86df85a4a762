package rdsalert.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** The events that are put in: the samples, each time a new call. */
final class Events {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** An event that no rule matches. */
  static final String IGNORED = sample("another-call").toString();

  private static final ObjectNode MATCHING = sample("create-db-security-group");

  private Events() {}

  /** A matching event that was not there before. */
  static String matching() {
    ObjectNode event = MATCHING.deepCopy();
    ((ObjectNode) event.path("detail"))
        .put("eventID", UUID.randomUUID().toString())
        .put("eventTime", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return event.toString();
  }

  private static ObjectNode sample(String name) {
    try {
      return (ObjectNode) MAPPER.readTree(Files.readString(rdsalert.testing.Samples.file(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
