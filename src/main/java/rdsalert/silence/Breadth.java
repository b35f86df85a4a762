package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;
import rdsalert.pattern.PatternSet;
import rdsalert.rule.DetectionRule;

/**
 * Whether a pattern covers more than somebody can have meant.
 *
 * <p>However it is written, a pattern that matches calls of people who have nothing in common but
 * the rule covers everybody: so it is asked about such calls, of every kind that there is, from
 * IPv4 and IPv6 addresses, with and without tags, in each partition.
 */
final class Breadth {
  private static final int CALLS = 24;

  private Breadth() {}

  /** The numbers of the patterns that match everybody's calls that the rule is about. */
  static Stream<Integer> matchingAnybody(DetectionRule rule, PatternSet patterns) {
    return AnybodysCall.Kind.all().stream()
        .map(kind -> new AnybodysCall(rule, kind))
        .flatMap(
            calls -> all(Stream.generate(calls::next).limit(CALLS).toList(), patterns).stream());
  }

  private static SortedSet<Integer> all(List<JsonNode> calls, PatternSet patterns) {
    SortedSet<Integer> all = patterns.matching(calls.getFirst());
    for (JsonNode call : calls) {
      if (!all.isEmpty()) {
        all.retainAll(patterns.matching(call));
      }
    }
    return all;
  }
}
