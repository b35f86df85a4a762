package rdsalert.rule;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rdsalert.pattern.EventPattern;

/** Reads a rule from JSON, whole or not at all. */
final class RuleFile {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Everything but {@code deprecated} and {@code attack.subtechnique}, as far as it is nested. */
  private static final List<String> REQUIRED =
      List.of(
          "id name version authors description query pattern severity riskScore schedule attack",
          "tags references guide schedule.intervalMinutes schedule.lookBackMinutes",
          "schedule.maxAlertsPerRun attack.tactic attack.tactic.id attack.tactic.name",
          "attack.tactic.reference attack.technique attack.technique.id attack.technique.name",
          "attack.technique.reference guide.investigate guide.falsePositives guide.respond");

  private RuleFile() {}

  static DetectionRule read(String file, InputStream json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      requireObject(tree);
      requireProperties(tree);
      return rule(new Properties(tree, ""));
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidRuleException("rule " + file + ": " + fault(e), e);
    }
  }

  private static void requireObject(JsonNode tree) {
    if (!tree.isObject()) {
      throw new IllegalArgumentException(
          tree.isMissingNode() ? "holds nothing" : "is not a JSON object");
    }
  }

  private static void requireProperties(JsonNode tree) {
    for (String line : REQUIRED) {
      for (String property : line.split(" ", -1)) {
        JsonNode value = tree.at("/" + property.replace('.', '/'));
        if (value.isMissingNode() || value.isNull()) {
          throw new IllegalArgumentException("property '" + property + "' is missing or null");
        }
      }
    }
  }

  private static DetectionRule rule(Properties file) {
    file.allowOnly(
        "id name version authors deprecated description query pattern severity riskScore schedule"
            + " attack tags references guide");
    return new DetectionRule(
        file.text("id"),
        file.text("name"),
        file.number("version"),
        file.texts("authors"),
        deprecation(file.innerIfAny("deprecated")),
        file.text("description"),
        file.textsByName("query"),
        pattern(file),
        severity(file),
        file.number("riskScore"),
        schedule(file.inner("schedule")),
        attack(file.inner("attack")),
        file.texts("tags"),
        file.texts("references"),
        guide(file.inner("guide")));
  }

  private static DetectionRule.@Nullable Deprecation deprecation(@Nullable Properties deprecated) {
    if (deprecated == null) {
      return null;
    }
    deprecated.allowOnly("on by why");
    return new DetectionRule.Deprecation(
        deprecated.text("on"), deprecated.text("by"), deprecated.text("why"));
  }

  private static EventPattern pattern(Properties file) {
    try {
      return EventPattern.of(file.value("pattern"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("property 'pattern': " + e.getMessage(), e);
    }
  }

  private static DetectionRule.Severity severity(Properties file) {
    String word = file.text("severity");
    for (DetectionRule.Severity severity : DetectionRule.Severity.values()) {
      if (severity.name().equalsIgnoreCase(word)) {
        return severity;
      }
    }
    throw file.mustBe("severity", "low, medium, high or critical", file.value("severity"));
  }

  private static DetectionRule.Schedule schedule(Properties schedule) {
    schedule.allowOnly("intervalMinutes lookBackMinutes maxAlertsPerRun");
    return new DetectionRule.Schedule(
        schedule.number("intervalMinutes"),
        schedule.number("lookBackMinutes"),
        schedule.number("maxAlertsPerRun"));
  }

  private static DetectionRule.Attack attack(Properties attack) {
    attack.allowOnly("tactic technique subtechnique");
    Properties subtechnique = attack.innerIfAny("subtechnique");
    return new DetectionRule.Attack(
        entry(attack.inner("tactic")),
        entry(attack.inner("technique")),
        subtechnique == null ? null : entry(subtechnique));
  }

  private static DetectionRule.Attack.Entry entry(Properties entry) {
    entry.allowOnly("id name reference");
    return new DetectionRule.Attack.Entry(
        entry.text("id"), entry.text("name"), entry.text("reference"));
  }

  private static DetectionRule.Guide guide(Properties guide) {
    guide.allowOnly("investigate falsePositives respond");
    return new DetectionRule.Guide(
        guide.texts("investigate"), guide.texts("falsePositives"), guide.texts("respond"));
  }

  /** One line of what is wrong. */
  private static String fault(Exception e) {
    String message = e instanceof JacksonException j ? j.getOriginalMessage() : e.getMessage();
    return String.valueOf(message).lines().findFirst().orElse("");
  }
}
