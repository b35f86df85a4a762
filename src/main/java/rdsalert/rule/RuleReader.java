package rdsalert.rule;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import rdsalert.pattern.EventPattern;

/**
 * Reads a rule from JSON, whole or not at all. By hand: a library that maps objects by reflection
 * takes longer than all the rest of the function's start.
 *
 * @param json an object of the file
 * @param path where it lies, such as {@code attack.}; empty for the whole
 */
record RuleReader(JsonNode json, String path) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static DetectionRule read(String file, InputStream json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      Require.that(!tree.isMissingNode(), "holds nothing");
      Require.that(tree.isObject(), "is not a JSON object");
      return new RuleReader(tree, "").rule();
    } catch (IOException | IllegalArgumentException e) {
      String message = e instanceof JacksonException j ? j.getOriginalMessage() : e.getMessage();
      String fault = String.valueOf(message).lines().findFirst().orElse("");
      throw new InvalidRuleException("rule " + file + ": " + fault, e);
    }
  }

  private DetectionRule rule() {
    allowOnly(
        "id name version authors deprecated description query pattern severity riskScore schedule"
            + " attack tags references guide");
    return new DetectionRule(
        text("id"),
        text("name"),
        number("version"),
        texts("authors"),
        has("deprecated") ? inner("deprecated", "on by why", RuleReader::deprecation) : null,
        text("description"),
        inner("query", "", RuleReader::textsByName),
        value("pattern", "an event pattern", any -> true, EventPattern::of),
        value(
            "severity",
            "low, medium, high or critical",
            RuleReader::isSeverity,
            RuleReader::severity),
        number("riskScore"),
        inner("schedule", "intervalMinutes lookBackMinutes maxAlertsPerRun", RuleReader::schedule),
        inner("attack", "tactic technique subtechnique", RuleReader::attack),
        texts("tags"),
        texts("references"),
        inner("guide", "investigate falsePositives respond", RuleReader::guide));
  }

  private DetectionRule.Deprecation deprecation() {
    return new DetectionRule.Deprecation(text("on"), text("by"), text("why"));
  }

  private DetectionRule.Schedule schedule() {
    return new DetectionRule.Schedule(
        number("intervalMinutes"), number("lookBackMinutes"), number("maxAlertsPerRun"));
  }

  private DetectionRule.Attack attack() {
    return new DetectionRule.Attack(
        attack("tactic"), attack("technique"), has("subtechnique") ? attack("subtechnique") : null);
  }

  private DetectionRule.Attack.Entry attack(String name) {
    return inner(
        name,
        "id name reference",
        entry ->
            new DetectionRule.Attack.Entry(
                entry.text("id"), entry.text("name"), entry.text("reference")));
  }

  private DetectionRule.Guide guide() {
    return new DetectionRule.Guide(texts("investigate"), texts("falsePositives"), texts("respond"));
  }

  private Map<String, String> textsByName() {
    Map<String, String> texts = new LinkedHashMap<>();
    json.fieldNames().forEachRemaining(name -> texts.put(name, text(name)));
    return texts;
  }

  private static boolean isSeverity(JsonNode value) {
    return List.of("low", "medium", "high", "critical").contains(value.asText());
  }

  private static DetectionRule.Severity severity(JsonNode value) {
    return DetectionRule.Severity.valueOf(value.asText().toUpperCase(Locale.ROOT));
  }

  private String text(String name) {
    return value(name, "text", JsonNode::isTextual, JsonNode::textValue);
  }

  private int number(String name) {
    return value(name, "a whole number", JsonNode::isInt, JsonNode::intValue);
  }

  private List<String> texts(String name) {
    return value(
        name,
        "a list of texts",
        list -> list.isArray() && list.valueStream().allMatch(JsonNode::isTextual),
        list -> list.valueStream().map(JsonNode::textValue).toList());
  }

  /** An object that has no other properties than those named; any if none is named. */
  private <T> T inner(String name, String allowed, Function<RuleReader, T> read) {
    RuleReader inner =
        value(name, "an object", JsonNode::isObject, o -> new RuleReader(o, path + name + "."));
    if (!allowed.isEmpty()) {
      inner.allowOnly(allowed);
    }
    return read.apply(inner);
  }

  private void allowOnly(String names) {
    Set<String> known = Set.of(names.split(" ", -1));
    for (Map.Entry<String, JsonNode> property : json.properties()) {
      Require.that(
          known.contains(property.getKey()),
          "unknown property \"" + path + property.getKey() + "\"");
    }
  }

  private boolean has(String name) {
    return json.hasNonNull(name);
  }

  private <T> T value(
      String name, String kind, Predicate<JsonNode> is, Function<JsonNode, T> read) {
    Require.that(has(name), "property '" + path + name + "' is missing or null");
    JsonNode value = json.path(name);
    Require.that(
        is.test(value), "property '" + path + name + "': must be " + kind + " but is " + value);
    return read.apply(value);
  }
}
