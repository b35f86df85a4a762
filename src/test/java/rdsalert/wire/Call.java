package rdsalert.wire;

import java.time.Instant;

/**
 * One call as it arrived.
 *
 * @param operation such as {@code UpdateItem} or {@code Publish}
 * @param arrived by the world's clock
 * @param requestId the run of the function that it is part of
 */
record Call(String operation, String body, Instant arrived, String requestId) {
  Call withBody(String other) {
    return new Call(operation, other, arrived, requestId);
  }

  boolean isPublish() {
    return operation.equals("Publish");
  }

  /** Others go to the topic. */
  boolean isToStore() {
    return body.startsWith("{");
  }
}
