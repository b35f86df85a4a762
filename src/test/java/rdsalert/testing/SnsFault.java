package rdsalert.testing;

import java.time.Duration;

/** What {@link SnsEndpoint} does with one call. */
public sealed interface SnsFault {
  /** Carries the call out. */
  record None() implements SnsFault {}

  /** Answers with an error, and nothing is published. */
  record Refusal(int status, String code, String message) implements SnsFault {}

  /** Carries the call out after a while, such as longer than a client waits. */
  record Delay(Duration delay) implements SnsFault {}

  /** Carries the call out and drops the connection: the caller cannot know. */
  record LostAnswer() implements SnsFault {}

  /** Drops the connection, and nothing is published. */
  record LostRequest() implements SnsFault {}

  /** SNS asks for fewer calls. */
  static SnsFault throttled() {
    return new Refusal(400, "Throttling", "Rate exceeded");
  }

  /** SNS has a fault of its own. */
  static SnsFault internalError() {
    return new Refusal(500, "InternalError", "An internal error occurred");
  }

  /** The key service asks for fewer calls. */
  static SnsFault kmsThrottled() {
    return new Refusal(400, "KMSThrottling", "The request was denied due to request throttling");
  }

  /** The credentials are too old. */
  static SnsFault expired() {
    return new Refusal(
        403, "ExpiredToken", "The security token included in the request is expired");
  }

  /** The topic does not exist. */
  static SnsFault notFound() {
    return new Refusal(404, "NotFound", "Topic does not exist");
  }

  /** The caller may not publish. */
  static SnsFault notAuthorized() {
    return new Refusal(403, "AuthorizationError", "Not authorized to perform: SNS:Publish");
  }

  /** The message breaks a limit. */
  static SnsFault invalidParameter() {
    return new Refusal(400, "InvalidParameter", "Invalid parameter: Message too long");
  }
}
