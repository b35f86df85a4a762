package rdsalert.delivery;

import java.util.Optional;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.render.Message;

/** Sends messages to all subscribers. */
public interface AlertPublisher {
  /**
   * Sends one message.
   *
   * @return the id under which the channel accepted it
   * @throws PublishFailedException if it was not accepted, or the answer got lost
   */
  String publish(Message message);

  /** The one that sends to a topic's subscribers, if there is such a topic. */
  default Optional<AlertPublisher> to(LedgerKey.Topic topic) {
    return topic == LedgerKey.Topic.ALERTS ? Optional.of(this) : Optional.empty();
  }
}
