package rdsalert.briefing;

import java.time.Instant;
import rdsalert.rule.DetectionRule;

/** What is told of a window as a whole, not of one call. */
public sealed interface WindowReport permits CapNotice, Digest {
  /** The gravest rule among what was held. */
  DetectionRule rule();

  Position position();

  Instant raisedAt();
}
