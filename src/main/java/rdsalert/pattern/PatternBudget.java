package rdsalert.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * How much the patterns of one file may ask of the matcher, so that a function starts in time
 * whatever the file says. Whoever comes when it is used up is left out, and nobody before.
 */
public final class PatternBudget {
  private static final int MOST_OF_ONE = 100;
  private static final int MOST_COMBINATIONS = 10_000;

  /** Wildcards with more than one star are matched against each other: that grows by the square. */
  private static final int MOST_STARS = 300;

  private long combinations;
  private long stars;

  /** Why a pattern may not even be compiled, whatever else is in the file; empty if it may. */
  static Optional<String> ofOne(JsonNode pattern) {
    return combinations(pattern) > MOST_OF_ONE
        ? Optional.of(
            "its $or make more than "
                + MOST_OF_ONE
                + " combinations; split it into several entries")
        : new PatternBudget().take(pattern);
  }

  /** Takes what a pattern needs, or tells why there is not enough left. */
  public Optional<String> take(JsonNode pattern) {
    long moreCombinations = combinations(pattern);
    long moreStars = starsBesideTheFirst(pattern, false);
    if (combinations + moreCombinations > MOST_COMBINATIONS) {
      return Optional.of(
          "the $or of the file make more than " + MOST_COMBINATIONS + " combinations in all");
    }
    if (stars + moreStars > MOST_STARS) {
      return Optional.of(
          "the values of the file have more than "
              + MOST_STARS
              + " stars beside their first; use prefixes, suffixes or one star each");
    }
    combinations += moreCombinations;
    stars += moreStars;
    return Optional.empty();
  }

  /**
   * How many patterns without {@code $or} a pattern stands for: the matcher multiplies them out,
   * and a short pattern with several could take all memory. Stops counting where it is too many.
   */
  private static long combinations(JsonNode node) {
    long product = 1;
    for (var field : node.properties()) {
      JsonNode value = field.getValue();
      long of = field.getKey().equals("$or") ? sum(value) : combinations(value);
      product = Math.min(product * Math.max(1, of), MOST_OF_ONE + 1L);
    }
    return product;
  }

  private static long sum(JsonNode branches) {
    long sum = 0;
    for (JsonNode branch : branches) {
      sum = Math.min(sum + combinations(branch), MOST_OF_ONE + 1L);
    }
    return sum;
  }

  /** Of each text that stands for a wildcard, by itself or in a list. */
  private static long starsBesideTheFirst(JsonNode node, boolean wildcard) {
    if (node.isTextual()) {
      return wildcard ? Math.max(0, stars(node.asText()) - 1) : 0;
    }
    if (node.isArray()) {
      return node.valueStream().mapToLong(value -> starsBesideTheFirst(value, wildcard)).sum();
    }
    return node.properties().stream()
        .mapToLong(
            field -> starsBesideTheFirst(field.getValue(), field.getKey().equals("wildcard")))
        .sum();
  }

  private static long stars(String text) {
    return text.chars().filter(c -> c == '*').count();
  }
}
