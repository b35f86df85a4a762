package rdsalert.briefing;

import java.time.Instant;
import rdsalert.briefing.Alert.Position;
import rdsalert.rule.DetectionRule;

/** What is told of a window as a whole, not of one call. */
public sealed interface WindowReport permits WindowReport.CapNotice, Digest {
  /** The gravest rule among what was held. */
  DetectionRule rule();

  Position position();

  Instant raisedAt();

  /** The same for every attempt to publish it. */
  default String id() {
    return position().nameFor(rule()) + (this instanceof CapNotice ? ":notice" : ":digest");
  }

  /** The chat thread that notice and digest of a window share. */
  default String thread() {
    return position().nameFor(rule()) + ":window";
  }

  /**
   * Tells once a window that alerts are now being held back.
   *
   * @param reserve how many of the cap's places are kept for root, urgent calls, and new callers
   *     and accounts
   * @param raisedAt when it was held
   */
  record CapNotice(
      DetectionRule rule, Position position, int reserve, HeldAlert first, Instant raisedAt)
      implements WindowReport {}
}
