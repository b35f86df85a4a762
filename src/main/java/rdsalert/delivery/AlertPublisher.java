package rdsalert.delivery;

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
}
