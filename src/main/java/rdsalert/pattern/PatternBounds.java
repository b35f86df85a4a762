package rdsalert.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * How much the patterns of a file may ask of the matcher, so that a function starts in time
 * whatever the file says. What is over a bound is refused, and nothing before it.
 */
public final class PatternBounds {
  private static final int LONGEST = 2_048;
  private static final int MOST_ALTERNATIVES = 1_000;
  private static final int MOST_ALTERNATIVES_OF_A_FILE = 2_000;

  /** The matcher compiles these against each other: that grows by the square, or faster. */
  private static final int MOST_COSTLY_OF_A_FILE = 50;

  private static final String TOO_COSTLY =
      "the file has more than 50 values with numeric, with several stars, or with a wildcard inside"
          + " anything-but; list values, or use a prefix or suffix";

  private long alternatives;
  private long costly;

  /** Adds a pattern to those of the file, or says why it cannot be added, before it is compiled. */
  Optional<String> take(JsonNode pattern) {
    if (pattern.toString().length() > LONGEST) {
      return Optional.of("it is longer than 2,048 characters");
    }
    long moreAlternatives = Alternatives.count(pattern, MOST_ALTERNATIVES);
    long moreCostly = costly(pattern);
    if (moreAlternatives > MOST_ALTERNATIVES) {
      return Optional.of(
          "its $or make more than 1,000 alternatives; split it into several entries");
    }
    if (alternatives + moreAlternatives > MOST_ALTERNATIVES_OF_A_FILE) {
      return Optional.of("the $or of the file make more than 2,000 alternatives in all");
    }
    if (costly + moreCostly > MOST_COSTLY_OF_A_FILE) {
      return Optional.of(TOO_COSTLY);
    }
    alternatives += moreAlternatives;
    costly += moreCostly;
    return Optional.empty();
  }

  private static long costly(JsonNode node) {
    long inside = 0;
    for (var field : node.properties()) {
      inside += costly(field.getKey(), field.getValue());
    }
    return inside
        + (node.isArray() ? node.valueStream().mapToLong(PatternBounds::costly).sum() : 0);
  }

  private static long costly(String name, JsonNode value) {
    return switch (name) {
      case "numeric" -> 1;
      case "anything-but" -> texts(value.path("wildcard"));
      case "wildcard" -> stars(value.asText()) > 1 ? 1 : 0;
      default -> costly(value);
    };
  }

  private static long texts(JsonNode value) {
    return value.isArray() ? value.size() : value.isTextual() ? 1 : 0;
  }

  private static long stars(String text) {
    return text.chars().filter(c -> c == '*').count();
  }
}
