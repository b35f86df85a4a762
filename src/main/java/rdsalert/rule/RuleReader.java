package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rdsalert.pattern.EventPattern;
import rdsalert.rule.Guide.Step;

/**
 * Reads a rule from its file, whole or not at all. By hand: a library that maps objects by
 * reflection takes longer than all the rest of the function's start.
 */
final class RuleReader {
  /** Documents and tests alone read {@code follows} and {@code undone-by}. */
  static final Set<String> KEYS =
      Set.of(
          "id",
          "name",
          "version",
          "pack",
          "default",
          "severity",
          "risk",
          "attack",
          "description",
          "references",
          "follows",
          "outcome",
          "pattern",
          "facts",
          "title",
          "show",
          "note",
          "resource",
          "signals",
          "commands",
          "guide",
          "false-positives",
          "undone-by");

  private static final JsonNode ABSENT =
      JsonNodeFactory.instance
          .arrayNode()
          .add(JsonNodeFactory.instance.objectNode().put("exists", false))
          .addNull()
          .add("");

  private final YamlValue file;
  private final Shared shared;
  private final FactNames names;

  private RuleReader(YamlValue file, Shared shared) {
    this.file = file;
    this.shared = shared;
    Map<String, YamlValue> parts = file.map(KEYS);
    this.names =
        new FactNames(parts.containsKey("facts") ? FactReader.read(file.get("facts")) : Map.of());
  }

  static DetectionRule read(String name, InputStream yaml, Shared shared) {
    try {
      return new RuleReader(YamlValue.read(yaml), shared).rule();
    } catch (IllegalArgumentException e) {
      String fault = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new InvalidRuleException("rule " + name + ": " + fault, e);
    }
  }

  private DetectionRule rule() {
    Guide guide = guide();
    Report report = new ReportReader(file, names, shared).report();
    return new DetectionRule(
        file.get("id").text(),
        about(),
        rating(),
        pattern(),
        report,
        guide,
        "off".equals(word("default", List.of("on", "off"))),
        isOwn());
  }

  /** Tests compare the pack that the file says with the one that lists it. */
  private boolean isOwn() {
    List<String> packs = new ArrayList<>(RuleChoice.Pack.ids());
    packs.add(RuleChoice.SELF);
    return RuleChoice.SELF.equals(word("pack", packs));
  }

  private @Nullable String word(String key, List<String> known) {
    String word = file.textOf(key);
    if (word != null && !known.contains(word)) {
      throw file.get(key).fault("must be " + String.join(" or ", known) + " but is " + word);
    }
    return word;
  }

  private Rating rating() {
    return new Rating(
        oneOf(Rating.Severity.class, file.get("severity")),
        file.get("risk").number(),
        file.get("attack").listOrOne().stream()
            .map(ids -> ids.with(text -> Attack.of(text, shared.attackNames())))
            .toList());
  }

  static <E extends Enum<E>> E oneOf(Class<E> kind, YamlValue written) {
    String word = written.text();
    List<String> known =
        Stream.of(kind.getEnumConstants()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
    if (!known.contains(word)) {
      throw written.fault("must be one of " + String.join(", ", known) + " but is " + word);
    }
    return Enum.valueOf(kind, word.toUpperCase(Locale.ROOT));
  }

  /** Every rule wants a call, and one that succeeded unless it says that it wants another. */
  private EventPattern pattern() {
    YamlValue written = file.get("pattern");
    JsonNode rule = written.json();
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.set("source", rule.path("source"));
    whole.putArray("detail-type").add("AWS API Call via CloudTrail");
    ObjectNode detail = whole.putObject("detail");
    rule.path("detail").properties().forEach(field -> detail.set(field.getKey(), field.getValue()));
    if (isSuccess()) {
      detail.set("errorCode", ABSENT);
      detail.set("errorMessage", ABSENT);
    }
    if (rule.path("source").isEmpty() || detail.path("eventName").isEmpty()) {
      throw written.fault("must list 'source' and 'detail.eventName', which EventBridge asks for");
    }
    return eventPattern(written, whole);
  }

  private boolean isSuccess() {
    return !"any".equals(word("outcome", List.of("success", "any")));
  }

  static EventPattern eventPattern(YamlValue at, JsonNode json) {
    try {
      return EventPattern.of(json);
    } catch (IllegalArgumentException e) {
      throw at.fault(String.valueOf(e.getMessage()));
    }
  }

  private Guide guide() {
    YamlValue guide = file.get("guide");
    guide.map(Set.of("investigate", "respond"));
    Map<String, Guide.Command> commands =
        file.map().containsKey("commands")
            ? new CommandReader(names.facts()).read(file.get("commands"))
            : Map.of();
    return new Guide(
        steps(guide.get("investigate"), commands.keySet()),
        steps(guide.get("respond"), commands.keySet()),
        file.get("false-positives").list().stream().map(names::sentence).toList(),
        commands);
  }

  private List<Step> steps(YamlValue steps, Set<String> commands) {
    List<Step> read = new ArrayList<>();
    for (YamlValue written : steps.list()) {
      Step step = written.with(text -> Step.of(shared.step(text)));
      names.require(written, step.text().slots());
      for (String command : step.commands()) {
        if (!commands.contains(command) && !BuiltIn.COMMANDS.contains(command)) {
          throw written.fault("[" + command + "] is no command of this rule, nor one of all rules");
        }
      }
      read.add(step);
    }
    return read;
  }

  private About about() {
    return new About(
        file.get("name").text(),
        file.get("version").number(),
        file.get("description").text(),
        file.textsOf("references"));
  }
}
