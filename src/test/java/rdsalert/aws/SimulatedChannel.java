package rdsalert.aws;

import java.time.Instant;
import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.render.Message;

/** One run's way to the channel: what it sends is kept, or hit by a fault. */
final class SimulatedChannel implements AlertPublisher {
  private final SimulatedRun run;

  SimulatedChannel(SimulatedRun run) {
    this.run = run;
  }

  @Override
  public String publish(Message message) {
    Instant sent = run.now();
    run.awaitTurn();
    return switch (run.nextFault(true)) {
      case null -> run.published(message, sent);
      case CRASH_BEFORE -> throw run.die();
      case CRASH_AFTER -> {
        run.published(message, sent);
        throw run.die();
      }
      case LOST_REQUEST -> throw unanswered();
      case LOST_ANSWER -> {
        run.cutOff(run.published(message, sent));
        throw unanswered();
      }
      case THROTTLED -> throw refused("Throttling", true);
      case SERVER_ERROR -> throw unanswered();
      case REFUSED -> throw refused("AuthorizationError", false);
    };
  }

  private static PublishFailedException refused(String code, boolean passes) {
    return PublishFailedException.refused(code, passes, new IllegalStateException("injected"));
  }

  private static PublishFailedException unanswered() {
    return PublishFailedException.unanswered("no answer", new IllegalStateException("injected"));
  }
}
