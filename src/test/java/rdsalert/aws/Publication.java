package rdsalert.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import rdsalert.event.ManagementEvent;
import rdsalert.render.Message;

/** A message that the channel took, when, and whether the ledger came to know of it. */
final class Publication {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final SimulatedRun run;
  private final Message message;
  private final Instant sent;
  private final JsonNode finding;
  private boolean confirmed;
  private boolean cutOff;

  Publication(SimulatedRun run, Message message, Instant sent) {
    this.run = run;
    this.message = message;
    this.sent = sent;
    try {
      this.finding = MAPPER.readTree(message.machine());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message for machines is not JSON", e);
    }
  }

  void confirm() {
    confirmed = true;
  }

  /** The run did not get the channel's answer, or could not tell the ledger of it. */
  void cutOff() {
    cutOff = true;
  }

  Message.Kind kind() {
    return message.kind();
  }

  /** The message's id, the same for each copy. */
  String id() {
    return finding.at("/metadata/uid").asText();
  }

  boolean isAlertOn(ManagementEvent event) {
    return kind() == Message.Kind.ALERT && id().endsWith(":" + event.eventId());
  }

  /** The name of the window that a notice or digest is about. */
  String window() {
    String id = id();
    return id.substring(id.indexOf(':') + 1, id.lastIndexOf(':'));
  }

  Instant sent() {
    return sent;
  }

  /** How many held alerts a digest tells of. */
  int held() {
    return finding.at("/finding_info/related_events_count").asInt();
  }

  /** Whether a digest announces another one that completes it. */
  boolean isToBeCompleted() {
    return kind() == Message.Kind.DIGEST && isAtMost();
  }

  /** Whether a digest says that there may be fewer, or that it does not list all. */
  boolean isAtMost() {
    return message.email().contains("t most");
  }

  /**
   * Whether the run died, or lost the answer, before the ledger knew: then a second one may come.
   */
  boolean mayBeRepeated() {
    return !confirmed && (cutOff || (run.isOver() && run.failure() != null));
  }
}
