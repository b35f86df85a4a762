package rdsalert.briefing;

import java.time.Instant;
import rdsalert.rule.DetectionRule;

/**
 * Tells once a window that alerts are now being held back.
 *
 * @param reserve how many of the cap's places are kept for root, urgent calls, and new callers and
 *     accounts
 * @param raisedAt when it was held
 */
public record CapNotice(
    DetectionRule rule, Position position, int reserve, HeldAlert first, Instant raisedAt)
    implements WindowReport {}
