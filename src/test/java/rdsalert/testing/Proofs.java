package rdsalert.testing;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import rdsalert.event.EventReader;
import rdsalert.event.ManagementEvent;
import rdsalert.event.OwnCalls.DailyProof;

/** The daily proof of life as CloudTrail would record it, and what only looks like it. */
public final class Proofs {
  public static final DailyProof TOLD =
      new DailyProof("arn:aws:iam::123456789012:role/alerts-ProofRole-9Z8Y7X6W", true);

  private static final Path FILE = Path.of("src/test/resources/proof-event.json");

  private Proofs() {}

  public static ManagementEvent at(Instant time) {
    return at(time, UUID.randomUUID().toString());
  }

  public static ManagementEvent at(Instant time, String eventId) {
    ObjectNode event = json();
    ObjectNode detail = (ObjectNode) event.path("detail");
    detail.put("eventTime", time.toString()).put("eventID", eventId);
    return new EventReader().read(event);
  }

  /** The proof with one text in it changed, wherever it stands. */
  public static ManagementEvent with(String text, String instead) {
    try {
      String changed = json().toString().replace(text, instead);
      return new EventReader().read(JsonMapper.builder().build().readTree(changed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As if somebody had given the role the right to make the call. */
  public static ManagementEvent allowed() {
    ObjectNode event = json();
    ((ObjectNode) event.path("detail")).remove(List.of("errorCode", "errorMessage"));
    return new EventReader().read(event);
  }

  private static ObjectNode json() {
    try {
      return (ObjectNode) JsonMapper.builder().build().readTree(FILE.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
