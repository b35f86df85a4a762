package rdsalert.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import rdsalert.testing.Publish;
import rdsalert.testing.SnsXml;

/** SNS: takes every publish that reaches it and keeps it, and permits nothing else. */
final class Topic implements Service {
  private final List<Taken> taken = new ArrayList<>();

  /**
   * A message that SNS took, and subscribers got.
   *
   * @param kind alert, notice or digest
   * @param about what it is about: a call's id, or the start of a window
   * @param finding its machine-readable body
   */
  record Taken(
      String kind, String about, JsonNode finding, Publish publish, Call call, Fault fault) {
    Instant at() {
      return call.arrived();
    }

    /** How many held alerts a digest counts. */
    int held() {
      return finding.path("finding_info").path("related_events_count").asInt();
    }

    /** Whether the number is exact. */
    boolean exact() {
      return finding.path("unmapped").path("complete").asBoolean();
    }

    List<String> listed() {
      return finding.path("finding_info").path("related_events").findValuesAsText("uid");
    }
  }

  @Override
  public synchronized Answer answer(Call call, Fault fault) {
    if (!call.isPublish()) {
      return error(403, "AuthorizationError");
    }
    Publish publish = Publish.ofForm(call.body());
    JsonNode finding =
        Store.json(Store.json(Objects.requireNonNull(publish.message())).path("default").asText());
    String kind = publish.attributes().getOrDefault("kind", "");
    taken.add(new Taken(kind, about(kind, finding), finding, publish, call, fault));
    return new Answer(
        200, "text/xml", SnsXml.published("00000000-0000-4000-8000-%012d".formatted(taken.size())));
  }

  private static String about(String kind, JsonNode finding) {
    return kind.equals("alert")
        ? finding.path("metadata").path("original_event_uid").asText()
        : finding.path("unmapped").path("window").path("start").asText();
  }

  synchronized List<Taken> taken() {
    return List.copyOf(taken);
  }

  List<Taken> taken(String kind) {
    return taken().stream().filter(message -> message.kind().equals(kind)).toList();
  }

  synchronized void forget() {
    taken.clear();
  }

  @Override
  public Answer error(Fault.Reply reply) {
    return switch (reply) {
      case THROTTLE -> error(400, "Throttling");
      case ERROR_503 -> error(503, "ServiceUnavailable");
      default -> error(500, "InternalError");
    };
  }

  private static Answer error(int status, String code) {
    return new Answer(status, "text/xml", SnsXml.error(code, "synthetic"));
  }
}
