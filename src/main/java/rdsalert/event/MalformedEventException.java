package rdsalert.event;

import org.jspecify.annotations.Nullable;

/**
 * The input is not an event that can be judged. The message names what is wrong and quotes the
 * event's ids as far as they are known, so that the event can be found again.
 */
public final class MalformedEventException extends RuntimeException {
  public MalformedEventException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public MalformedEventException(String message) {
    this(message, null);
  }
}
