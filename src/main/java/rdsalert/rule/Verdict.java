package rdsalert.rule;

import java.util.List;
import rdsalert.pattern.ClauseResult;

/** What a rule says of one event, with its reasons. */
public sealed interface Verdict {
  /** The rule that was asked. */
  DetectionRule rule();

  /** The event is what the rule looks for. */
  record Matched(DetectionRule rule) implements Verdict {}

  /**
   * The event is not what the rule looks for.
   *
   * @param refusals the clauses that refused it, in the pattern's order; empty only if each clause
   *     holds alone and their combination does not
   */
  record NotMatched(DetectionRule rule, List<ClauseResult> refusals) implements Verdict {
    public NotMatched {
      refusals = List.copyOf(refusals);
    }

    /** The refusing clauses in one line, such as {@code detail.eventName is "X", wanted ["Y"]}. */
    public String reason() {
      return refusals.isEmpty()
          ? "no single clause, but their combination"
          : String.join("; ", refusals.stream().map(ClauseResult::sentence).toList());
    }
  }
}
