package rdsalert.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rdsalert.rule.RuleCatalog;

/**
 * Tells of most events that no rule matches them, from a few fields of the CloudTrail record alone.
 *
 * <p>A field under {@code detail} for which a pattern lists nothing but strings has to be one of
 * them, or to hold one of them; a single string that is none of them rules the event out. Whatever
 * else a pattern asks for is left to the pattern: what is not ruled out here may still not match.
 */
final class Screen {
  /** For each rule, the strings that it allows by field. */
  private final List<Map<String, Set<String>>> rules;

  private Screen(List<Map<String, Set<String>>> rules) {
    this.rules = List.copyOf(rules);
  }

  /** The screen of some rules. */
  static Screen of(RuleCatalog catalog) {
    return new Screen(
        catalog.rules().stream()
            .map(rule -> strings(rule.pattern().json().path("detail")))
            .toList());
  }

  private static Map<String, Set<String>> strings(JsonNode detail) {
    Map<String, Set<String>> allowed = new HashMap<>();
    for (Map.Entry<String, JsonNode> clause : detail.properties()) {
      Set<String> strings = strings(clause);
      if (!strings.isEmpty()) {
        allowed.put(clause.getKey(), strings);
      }
    }
    return allowed;
  }

  /** Empty where anything else than strings is allowed, and for operators such as {@code $or}. */
  private static Set<String> strings(Map.Entry<String, JsonNode> clause) {
    Set<String> strings = new HashSet<>();
    for (JsonNode allowed : clause.getValue()) {
      if (!allowed.isTextual()) {
        return Set.of();
      }
      strings.add(allowed.textValue());
    }
    return clause.getKey().startsWith("$") || !clause.getValue().isArray() ? Set.of() : strings;
  }

  /** The fields that are looked at. */
  Set<String> fields() {
    Set<String> fields = new TreeSet<>();
    rules.forEach(rule -> fields.addAll(rule.keySet()));
    return fields;
  }

  /**
   * Whether no rule can match.
   *
   * @param texts by field: its text, if it is a single string; else null
   */
  boolean rulesOut(Function<String, @Nullable String> texts) {
    for (Map<String, Set<String>> rule : rules) {
      if (!rulesOut(rule, texts)) {
        return false;
      }
    }
    return true;
  }

  private static boolean rulesOut(
      Map<String, Set<String>> rule, Function<String, @Nullable String> texts) {
    for (Map.Entry<String, Set<String>> clause : rule.entrySet()) {
      String text = texts.apply(clause.getKey());
      if (text != null && !clause.getValue().contains(text)) {
        return true;
      }
    }
    return false;
  }
}
