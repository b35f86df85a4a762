package rdsalert.wire;

import java.time.Instant;

/**
 * One run of a function.
 *
 * @param event what it was given
 * @param answer the handler's answer, or what Lambda is told of its failure
 * @param begun by the world's clock, and {@code ended} too
 * @param calls how many calls it made on the wire
 */
record Run(
    String requestId,
    String handler,
    String event,
    Ending ending,
    String answer,
    Instant begun,
    Instant ended,
    int calls) {
  /** How it ended. */
  enum Ending {
    DONE,
    FAILED,
    /** It was killed by a fault that a test asked for. */
    KILLED,
    /** It was still at work at Lambda's deadline. */
    OVERDUE
  }

  boolean done() {
    return ending == Ending.DONE;
  }

  /** What the alert function decided. */
  String decision() {
    return done() ? Store.json(answer).path("decision").asText() : "";
  }

  boolean isSweep() {
    return handler.equals(World.SWEEP);
  }
}
