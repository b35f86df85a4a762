package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * How much the patterns of one file may ask of the matcher, so that a function starts in time
 * whatever the file says. Whoever comes when it is used up is left out, and nobody before.
 */
final class PatternBudget {
  /** Without those of {@code $or}, one for each pattern. */
  private static final int MOST_COMBINATIONS = 10_000;

  /** Wildcards with more than one star are matched against each other: that grows by the square. */
  private static final int MOST_STARS = 300;

  private long combinations;
  private long stars;

  /** Takes what a pattern needs, or tells why there is not enough left. */
  Optional<String> take(JsonNode pattern) {
    long moreCombinations = PatternSet.combinations(pattern);
    long moreStars = starsBesideTheFirst(pattern);
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

  private static long starsBesideTheFirst(JsonNode node) {
    long stars = 0;
    for (var field : node.properties()) {
      stars +=
          field.getKey().equals("wildcard")
              ? starsOf(field.getValue())
              : starsBesideTheFirst(field.getValue());
    }
    return node.isArray()
        ? node.valueStream().mapToLong(PatternBudget::starsBesideTheFirst).sum()
        : stars;
  }

  /** Of one text, or of a list of them, as {@code anything-but} takes it. */
  private static long starsOf(JsonNode wildcard) {
    if (wildcard.isTextual()) {
      return Math.max(0, wildcard.asText().chars().filter(c -> c == '*').count() - 1);
    }
    return wildcard.valueStream().mapToLong(PatternBudget::starsOf).sum();
  }
}
