package rdsalert.aws;

import java.io.IOException;
import java.util.Optional;

/** A request was surely not sent; the message says what was missing. */
final class NotSentException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param missing what was not to be had, such as a connection
   */
  NotSentException(String missing, Throwable cause) {
    super("no " + missing + " (" + described(cause) + ")", cause);
  }

  /** The one that a fault goes back to; empty if the request may have been sent. */
  static Optional<NotSentException> behind(Throwable fault) {
    for (Throwable at = fault; at != null; at = at.getCause()) {
      if (at instanceof NotSentException notSent) {
        return Optional.of(notSent);
      }
    }
    return Optional.empty();
  }

  /** What went wrong at the very beginning: what is wrapped around it says less. */
  static String described(Throwable fault) {
    Throwable first = fault;
    for (Throwable at = fault; at != null; at = at.getCause()) {
      first = at;
    }
    return first.getClass().getSimpleName() + ": " + first.getMessage();
  }
}
