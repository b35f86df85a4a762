package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rdsalert.pattern.Alternatives;
import rdsalert.pattern.EventPattern;
import rdsalert.rule.DetectionRule.Rating;
import rdsalert.text.Template.Row;

/**
 * Reads a rule from its file, whole or not at all. By hand: a library that maps objects by
 * reflection takes longer than all the rest of the function's start.
 */
final class RuleReader {
  /**
   * No code here reads {@code follows} and {@code undone-by}; tests read the first, and hold {@code
   * pack} to the list of its files.
   */
  static final Set<String> KEYS =
      Set.of(
          ("id name version pack default severity risk attack description references follows"
                  + " outcome pattern facts title show note resource signals commands guide"
                  + " false-positives undone-by")
              .split(" "));

  private static final Set<String> OUTCOME = Set.of("detail.errorCode", "detail.errorMessage");

  private static final Pattern LABEL = Pattern.compile("[A-Z]{3,8}");

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
      throw new IllegalArgumentException("rule " + name + ": " + fault, e);
    }
  }

  private DetectionRule rule() {
    return new DetectionRule(
        file.get("id").text(),
        about(),
        rating(),
        pattern(file.get("pattern")),
        report(),
        new GuideReader(file, names, shared).guide(),
        word("default", "on", "off").equals("off"),
        word("pack", shared.packs().keySet().toArray(String[]::new)).equals(RuleChoice.SELF));
  }

  /** One of some words; the first where none is written. */
  private String word(String key, String... known) {
    return file.find(key).map(word -> word.oneOf(List.of(known))).orElse(known[0]);
  }

  private Rating rating() {
    return new Rating(
        file.get("severity").oneOf(Rating.Severity.class),
        file.get("risk").number(0, 100),
        file.get("attack")
            .listOrOne(ids -> ids.with(text -> Rating.Attack.of(text, shared.attackNames()))));
  }

  private EventPattern pattern(RuleValue written) {
    written.requireNoOthers(Set.of("source", "detail"));
    return written.withJson(rule -> FactReader.pattern(whole(rule)));
  }

  /** Every rule wants a call, and one that succeeded unless it says that it wants another. */
  private JsonNode whole(JsonNode rule) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.set("source", rule.path("source"));
    whole.putArray("detail-type").add("AWS API Call via CloudTrail");
    ObjectNode detail = whole.putObject("detail");
    rule.path("detail").properties().forEach(field -> detail.set(field.getKey(), field.getValue()));
    if (word("outcome", "success", "any").equals("success")) {
      Require.that(
          Collections.disjoint(Alternatives.paths(rule), OUTCOME),
          "errorCode and errorMessage need 'outcome: any': without it, the call succeeded");
      detail.set("errorCode", EventPattern.absent());
      detail.set("errorMessage", EventPattern.absent());
    }
    Require.that(
        isWords(rule.path("source")) && isWords(detail.path("eventName")),
        "must list 'source' and 'detail.eventName' in plain words, without prefix and the like");
    return whole;
  }

  private static boolean isWords(JsonNode list) {
    return !list.isEmpty() && list.valueStream().allMatch(JsonNode::isTextual);
  }

  private DetectionRule.About about() {
    return new DetectionRule.About(
        file.get("name").text(),
        file.get("version").number(1, 10_000),
        file.get("description").text(),
        file.find("references").map(of -> of.listOrOne(RuleValue::text)).orElse(List.of()));
  }

  private Report report() {
    return new Report(
        names.facts(),
        names.sentence(file.get("title")),
        file.mapOf("show", this::row),
        file.optional("note", this::note),
        file.find("resource").map(this::resource).orElse(Report.Resource.NONE),
        file.find("signals").map(signals -> signals.list(this::signal)).orElse(List.of()));
  }

  private Row row(String label, RuleValue written) {
    written.require(LABEL.matcher(label).matches(), "a label is a word of 3 to 8 capitals");
    Row row = written.with(text -> Row.of(text, names));
    names.require(written, row.slots());
    return row;
  }

  private Report.Note note(RuleValue note) {
    note.requireNoOthers(Set.of("label", "page", "card"));
    return new Report.Note(
        note.get("label").text(), note.get("page").text(), note.get("card").text());
  }

  private Report.Resource resource(RuleValue resource) {
    resource.requireNoOthers(Set.of("type", "name", "uid", "data"));
    return new Report.Resource(
        names.sentence(resource.get("type")),
        resource.optional("name", names::fact),
        resource.optional("uid", names::fact),
        resource.mapOf("data", (_, datum) -> datum(datum)));
  }

  /** A fact in a list is a list, however many values it has. */
  private Report.Datum datum(RuleValue written) {
    List<String> facts = written.listOrOne(names::fact);
    written.require(facts.size() == 1, "must be one fact");
    return new Report.Datum(facts.getFirst(), written.isList());
  }

  private Report.Signal signal(RuleValue signal) {
    signal.requireNoOthers(Set.of("id", "bearing", "say", "when", "foreign", "words", "in"));
    List<String> in = signal.find("in").map(of -> of.listOrOne(names::fact)).orElse(List.of());
    List<String> words = signal.find("words").map(this::words).orElse(List.of());
    signal.require(words.isEmpty() == in.isEmpty(), "'words' and 'in' go together");
    return new Report.Signal(
        signal.get("id").text(),
        signal.get("bearing").oneOf(Report.Bearing.class),
        names.sentence(signal.get("say")),
        signal.optional("when", when -> when.withJson(FactReader::pattern)),
        signal.optional("foreign", names::fact),
        anyOf(words),
        in);
  }

  private List<String> words(RuleValue written) {
    return written.listOrOne(word -> word.with(shared::words)).stream()
        .flatMap(List::stream)
        .toList();
  }

  private static @Nullable Pattern anyOf(List<String> words) {
    return words.isEmpty()
        ? null
        : Pattern.compile(
            words.stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![a-z])(", ")(?![a-z])")),
            Pattern.CASE_INSENSITIVE);
  }
}
