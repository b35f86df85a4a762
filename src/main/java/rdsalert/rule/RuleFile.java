package rdsalert.rule;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads a rule from JSON, whole or not at all. */
final class RuleFile {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .addModule(
              new SimpleModule().addDeserializer(EventPattern.class, new PatternDeserializer()))
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
      return MAPPER.treeToValue(tree, DetectionRule.class);
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

  /** One line: the property, if the fault lies in one, and what is wrong. */
  private static String fault(Exception e) {
    String message = e instanceof JacksonException j ? j.getOriginalMessage() : e.getMessage();
    String line = String.valueOf(message).lines().findFirst().orElse("");
    if (e instanceof JsonMappingException m && !m.getPath().isEmpty()) {
      return "property '" + path(m) + "': " + line;
    }
    return line;
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(part -> Objects.requireNonNullElse(part.getFieldName(), "[" + part.getIndex() + "]"))
        .collect(Collectors.joining("."));
  }

  private static final class PatternDeserializer extends StdDeserializer<EventPattern> {
    private static final long serialVersionUID = 1L;

    PatternDeserializer() {
      super(EventPattern.class);
    }

    @Override
    public EventPattern deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonNode json = context.readTree(parser);
      try {
        return EventPattern.of(json);
      } catch (IllegalArgumentException e) {
        throw JsonMappingException.from(parser, String.valueOf(e.getMessage()), e);
      }
    }
  }
}
