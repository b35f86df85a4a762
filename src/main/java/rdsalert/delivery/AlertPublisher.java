package rdsalert.delivery;

import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.render.Message;

/** Sends messages to all subscribers. */
public interface AlertPublisher {
  /** Has no subscribers. */
  AlertPublisher NONE = _ -> "none";

  /**
   * Sends one message, and gives the id under which the channel accepted it; or fails with a {@link
   * PublishFailedException} if it was not accepted, or the answer got lost.
   */
  String publish(Message message);

  /** The one that sends to a topic's subscribers; itself where there is one channel for both. */
  default AlertPublisher to(Topic topic) {
    return this;
  }

  /** Where messages go. */
  enum Topic {
    ALERTS,
    /** For those who watch over the stack itself; depends on as little of it as can be. */
    WATCH
  }
}
