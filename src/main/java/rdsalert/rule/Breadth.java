package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether a pattern covers more than somebody can have meant.
 *
 * <p>However it is written, a pattern that matches calls of people who have nothing in common but
 * the rule covers everybody: so it is asked about such calls, from IPv4 and from IPv6 addresses.
 */
final class Breadth {
  private static final int CALLS = 24;

  private final List<JsonNode> fromIpv4;
  private final List<JsonNode> fromIpv6;

  private Breadth(DetectionRule rule) {
    AnybodysCall calls = new AnybodysCall(rule);
    this.fromIpv4 = IntStream.range(0, CALLS).mapToObj(i -> calls.fromIpv4()).toList();
    this.fromIpv6 = IntStream.range(0, CALLS).mapToObj(i -> calls.fromIpv6()).toList();
  }

  /** The numbers of the patterns that match everybody's calls that the rule is about. */
  static Stream<Integer> matchingAnybody(DetectionRule rule, PatternSet patterns) {
    Breadth breadth = new Breadth(rule);
    return Stream.concat(
        all(breadth.fromIpv4, patterns).stream(), all(breadth.fromIpv6, patterns).stream());
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
