package rdsalert.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import rdsalert.alert.Message;
import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.PublishFailedException;

/** One run's way to the channel: what it sends is kept, or hit by a fault. */
final class SimulatedChannel implements AlertPublisher {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final SimulatedRun run;

  SimulatedChannel(SimulatedRun run) {
    this.run = run;
  }

  @Override
  public String publish(Message message) {
    run.awaitTurn();
    return switch (run.nextFault(true)) {
      case null -> accept(message);
      case CRASH_BEFORE -> throw new Crash();
      case CRASH_AFTER -> {
        accept(message);
        throw new Crash();
      }
      case LOST_REQUEST -> throw unanswered("no answer");
      case LOST_ANSWER -> {
        run.cutOff(accept(message));
        throw unanswered("no answer");
      }
      case THROTTLED -> throw failed("Throttling", true);
      case SERVER_ERROR -> throw unanswered("InternalError");
      case REFUSED -> throw failed("AuthorizationError", false);
    };
  }

  private String accept(Message message) {
    try {
      JsonNode finding = MAPPER.readTree(message.machine());
      String id = finding.at("/metadata/uid").asText();
      int held = finding.at("/finding_info/related_events_count").asInt();
      return run.published(message.kind(), id, held);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message for machines is not JSON", e);
    }
  }

  private static PublishFailedException unanswered(String code) {
    return PublishFailedException.unanswered(code, new IllegalStateException("injected"));
  }

  private static PublishFailedException failed(String code, boolean passes) {
    return PublishFailedException.refused(code, passes, new IllegalStateException("injected"));
  }
}
