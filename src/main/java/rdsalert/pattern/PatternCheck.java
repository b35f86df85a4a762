package rdsalert.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds what is wrong with the patterns of one file of exceptions, one after the other, before they
 * can keep a function from starting in time.
 */
public final class PatternCheck {
  private static final int LONGEST = 2_048;

  /** In ranges of addresses, each of which takes about a thousandth of a second. */
  private static final int MOST_COST = 500;

  /** The matcher compares each of these with all others: two hundred take it seconds. */
  private static final int COST = 10;

  /** One star at the end is as good as a prefix. */
  private static final Pattern LIKE_PREFIX = Pattern.compile("[^*]*\\*?");

  /** The matcher looks these up in the network, unless they are addresses. */
  private static final Pattern LIKE_ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}(/.*)?");

  private static final String PART = "(25[0-5]|2[0-4][0-9]|[01]?[0-9]{1,2})";
  private static final Pattern ADDRESS =
      Pattern.compile(PART + "(\\." + PART + "){3}(/[0-9]{1,2})?");

  private int alternatives;
  private long cost;

  /** What is wrong with the next pattern; empty if nothing. One with too much counts no further. */
  public Optional<String> fault(JsonNode pattern) {
    if (!pattern.isObject()) {
      return Optional.of("it must be a JSON object");
    }
    try {
      Optional<String> fault = excess(pattern).or(() -> mistypedAddress(pattern));
      if (fault.isEmpty()) {
        PatternSet.of(Map.of("", pattern)).compile();
      }
      return fault;
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private Optional<String> excess(JsonNode pattern) {
    String text = pattern.toString();
    if (text.length() > LONGEST) {
      return Optional.of("it is longer than 2,048 characters; split it into several entries");
    }
    var more = Alternatives.of(pattern);
    if (alternatives + more.size() > Alternatives.MOST) {
      return Optional.of(
          "with it, the file has more than 1,000 alternatives, as each $or is multiplied by the"
              + " others; list values instead");
    }
    long moreCost =
        more.stream()
            .flatMap(one -> one.values().stream().flatMap(List::stream))
            .mapToLong(PatternCheck::cost)
            .sum();
    if (cost + moreCost > MOST_COST) {
      return Optional.of(
          "with it, the file has more than 500 address ranges or wildcards (numeric, a further"
              + " star, and each in anything-but count as ten): list values instead, or use"
              + " prefix or suffix");
    }
    alternatives += more.size();
    cost += moreCost;
    return Optional.empty();
  }

  private static long cost(JsonNode value) {
    JsonNode not = value.path("anything-but").path("wildcard");
    return (value.has("cidr") ? 1 : 0)
        + (value.has("numeric") ? COST : 0)
        + texts(value.path("wildcard")).mapToLong(PatternCheck::stars).sum()
        + texts(not).mapToLong(text -> Math.max(COST, stars(text))).sum();
  }

  private static long stars(String wildcard) {
    long stars = wildcard.chars().filter(letter -> letter == '*').count();
    return LIKE_PREFIX.matcher(wildcard).matches() ? 0 : Math.max(1, COST * (stars - 1));
  }

  private static Optional<String> mistypedAddress(JsonNode pattern) {
    return texts(pattern)
        .filter(text -> LIKE_ADDRESS.matcher(text).matches())
        .filter(text -> !ADDRESS.matcher(text).matches())
        .findFirst()
        .map(text -> "'" + text + "' looks like an IP address but is not one");
  }

  private static Stream<String> texts(JsonNode node) {
    return node.isTextual()
        ? Stream.of(node.asText())
        : node.valueStream().flatMap(PatternCheck::texts);
  }
}
