package rdsalert.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import rdsalert.event.EventReader;
import rdsalert.event.ManagementEvent;

/** Events for tests, made from the samples in {@code events/}. */
public final class TestEvents {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final EventReader READER = new EventReader();
  private static final ObjectNode PLAIN = json("create-db-security-group");

  private TestEvents() {}

  /** A sample as it is. */
  public static ManagementEvent sample(String name) {
    return READER.read(json(name));
  }

  /** An event that every rule about new DB security groups matches, with an id of its own. */
  public static ManagementEvent anyMatchingEvent() {
    return matching(UUID.randomUUID().toString());
  }

  /** A matching event with the given id. */
  public static ManagementEvent matching(String eventId) {
    return matching(eventId, "AIDAEXAMPLEUSER");
  }

  /** A matching event with the given id, called by the given principal. */
  public static ManagementEvent matching(String eventId, String principalId) {
    ObjectNode event = PLAIN.deepCopy();
    detail(event).put("eventID", eventId);
    ((ObjectNode) event.at("/detail/userIdentity")).put("principalId", principalId);
    return READER.read(event);
  }

  /** The same event as an archive replays it: with another envelope id and the replay's name. */
  public static ManagementEvent replayed(ManagementEvent event) {
    ObjectNode copy = (ObjectNode) event.json().deepCopy();
    copy.put("id", UUID.randomUUID().toString()).put("replay-name", "after-the-outage");
    return READER.read(copy);
  }

  /** A matching event of a call made at this time; CloudTrail writes whole seconds. */
  public static ManagementEvent at(Instant time) {
    ObjectNode event = PLAIN.deepCopy();
    detail(event).put("eventTime", time.truncatedTo(ChronoUnit.SECONDS).toString());
    return READER.read(event);
  }

  /** An event that no rule matches. */
  public static ManagementEvent anyOtherEvent() {
    return sample("another-call");
  }

  private static ObjectNode detail(JsonNode event) {
    return (ObjectNode) event.path("detail");
  }

  private static ObjectNode json(String name) {
    try (InputStream in = Files.newInputStream(Samples.file(name))) {
      return (ObjectNode) MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
