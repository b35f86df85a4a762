package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import rdsalert.pattern.Alternatives;
import rdsalert.rule.Guide.Step;
import rdsalert.text.Template;

/**
 * Reads a rule from its file, whole or not at all. By hand: a library that maps objects by
 * reflection takes longer than all the rest of the function's start.
 */
final class RuleReader {
  /** Documents and tests alone read {@code follows} and {@code undone-by}. */
  static final Set<String> KEYS =
      Set.of(
          ("id name version pack default severity risk attack description references follows"
                  + " outcome pattern facts title show note resource signals commands guide"
                  + " false-positives undone-by")
              .split(" "));

  private static final Set<String> OUTCOME = Set.of("detail.errorCode", "detail.errorMessage");

  private static final JsonNode ABSENT =
      JsonNodeFactory.instance
          .arrayNode()
          .add(JsonNodeFactory.instance.objectNode().put("exists", false))
          .addNull()
          .add("");

  private final RuleValue file;
  private final Shared shared;
  private final FactReader names;

  private RuleReader(RuleValue file, Shared shared) {
    this.file = file;
    this.shared = shared;
    file.requireNoOthers(KEYS);
    this.names = FactReader.read(file);
  }

  static DetectionRule read(
      String name, String file, Function<String, RuleValue> reader, Shared shared) {
    try {
      return new RuleReader(reader.apply(file), shared).rule();
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
        file.get("pattern").withJson(rule -> FactReader.pattern(whole(rule))),
        report,
        guide,
        word("default", "on", "off").equals("off"),
        isOwn());
  }

  /** Tests compare the pack that the file says with the one that lists it. */
  private boolean isOwn() {
    List<String> packs = new ArrayList<>(RuleChoice.Pack.ids());
    packs.add(RuleChoice.SELF);
    return file.find("pack").map(pack -> pack.oneOf(packs)).equals(Optional.of(RuleChoice.SELF));
  }

  /** One of some words; the first where none is written. */
  private String word(String key, String... known) {
    return file.find(key).map(word -> word.oneOf(List.of(known))).orElse(known[0]);
  }

  private Rating rating() {
    return new Rating(
        file.get("severity").oneOf(Rating.Severity.class),
        file.get("risk").number(),
        file.get("attack")
            .listOrOne(ids -> ids.with(text -> Rating.Attack.of(text, shared.attackNames()))));
  }

  /** Every rule wants a call, and one that succeeded unless it says that it wants another. */
  private JsonNode whole(JsonNode rule) {
    rule.fieldNames().forEachRemaining(RuleReader::requirePart);
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.set("source", rule.path("source"));
    whole.putArray("detail-type").add("AWS API Call via CloudTrail");
    ObjectNode detail = whole.putObject("detail");
    rule.path("detail").properties().forEach(field -> detail.set(field.getKey(), field.getValue()));
    if (word("outcome", "success", "any").equals("success")) {
      Require.that(
          Collections.disjoint(Alternatives.paths(rule), OUTCOME),
          "errorCode and errorMessage need 'outcome: any': without it, the call succeeded");
      detail.set("errorCode", ABSENT);
      detail.set("errorMessage", ABSENT);
    }
    Require.that(
        isWords(rule.path("source")) && isWords(detail.path("eventName")),
        "must list 'source' and 'detail.eventName' in plain words, without prefix and the like");
    return whole;
  }

  private static boolean isWords(JsonNode list) {
    return !list.isEmpty() && list.valueStream().allMatch(JsonNode::isTextual);
  }

  private static void requirePart(String name) {
    Require.that(
        name.equals("source") || name.equals("detail"),
        "'"
            + name
            + "' is not known here: 'detail' may have recipientAccountId, awsRegion and $or");
  }

  private Guide guide() {
    RuleValue guide = file.get("guide");
    guide.requireNoOthers(Set.of("investigate", "respond"));
    Map<String, Guide.Command> commands = new CommandReader(names.facts()).read(file);
    Guide read =
        new Guide(
            guide.get("investigate").list(written -> step(written, commands.keySet())),
            guide.get("respond").list(written -> step(written, commands.keySet())),
            benign(file.get("false-positives")),
            commands);
    if (!read.unnamed().isEmpty()) {
      throw file.get("commands").fault("no step names " + read.unnamed());
    }
    return read;
  }

  private List<Template> benign(RuleValue written) {
    List<Template> causes = written.list(names::sentence);
    written.require(!causes.isEmpty(), "must name one harmless cause at least");
    return causes;
  }

  private Step step(RuleValue written, Set<String> commands) {
    Step step = written.with(text -> Step.of(shared.step(text)));
    names.require(written, step.text().slots());
    for (String command : step.commands()) {
      written.require(
          commands.contains(command) || CommandReader.EVERY_RULES.contains(command),
          "[" + command + "] is neither a command of this rule nor one that every rule has");
    }
    return step;
  }

  private DetectionRule.About about() {
    return new DetectionRule.About(
        file.get("name").text(),
        file.get("version").number(),
        file.get("description").text(),
        file.find("references").map(of -> of.listOrOne(RuleReader::reference)).orElse(List.of()));
  }

  private static String reference(RuleValue written) {
    written.require(
        written.text().startsWith("https://"), "must be an address that begins with https://");
    return written.text();
  }
}
