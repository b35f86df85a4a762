package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rdsalert.pattern.EventPattern;
import rdsalert.rule.Guide.Step;
import rdsalert.text.Row;
import rdsalert.text.Template;

/**
 * Reads a rule from its file, whole or not at all. By hand: a library that maps objects by
 * reflection takes longer than all the rest of the function's start.
 */
final class RuleReader {
  /**
   * Documents and tests alone read {@code follows}; {@code pack} and what undoes a hit are to come.
   */
  static final Set<String> KEYS =
      Set.of(
          "id",
          "name",
          "version",
          "pack",
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

  private static final Pattern LABEL = Pattern.compile("[A-Z]{3,8}");
  private static final String ABSENT = "[{\"exists\": false}, null, \"\"]";

  private final YamlValue file;
  private final Shared shared;
  private final Map<String, Fact> facts;

  private RuleReader(YamlValue file, Shared shared) {
    this.file = file;
    this.shared = shared;
    file.map(KEYS);
    this.facts = file.map().containsKey("facts") ? FactReader.read(file.get("facts")) : Map.of();
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
    Report report =
        new Report(facts, sentence(file.get("title")), rows(), note(), resource(), signals());
    return new DetectionRule(file.get("id").text(), about(), rating(), pattern(), report, guide);
  }

  private Rating rating() {
    return new Rating(
        oneOf(Rating.Severity.class, file.get("severity")),
        file.get("risk").number(),
        file.get("attack").listOrOne().stream()
            .map(ids -> ids.with(text -> Attack.of(text, shared.attackNames())))
            .toList());
  }

  private static <E extends Enum<E>> E oneOf(Class<E> kind, YamlValue written) {
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
      detail.set("errorCode", YamlValue.read(Shared.stream(ABSENT)).json());
      detail.set("errorMessage", YamlValue.read(Shared.stream(ABSENT)).json());
    }
    if (rule.path("source").isEmpty() || detail.path("eventName").isEmpty()) {
      throw written.fault("must list 'source' and 'detail.eventName', which EventBridge asks for");
    }
    return eventPattern(written, whole);
  }

  private boolean isSuccess() {
    String outcome = file.textOf("outcome");
    if (outcome != null && !Set.of("success", "any").contains(outcome)) {
      throw file.get("outcome").fault("must be success or any");
    }
    return !"any".equals(outcome);
  }

  static EventPattern eventPattern(YamlValue at, JsonNode json) {
    try {
      return EventPattern.of(json);
    } catch (IllegalArgumentException e) {
      throw at.fault(String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Row> rows() {
    Map<String, Row> rows = new LinkedHashMap<>();
    YamlValue show = file.map().get("show");
    if (show != null) {
      show.map()
          .forEach(
              (label, row) -> {
                if (!LABEL.matcher(label).matches()) {
                  throw row.fault("a label is a word of 3 to 8 capitals");
                }
                Row read = row.with(Row::of);
                requireFacts(row, read.slots());
                rows.put(label, read);
              });
    }
    return rows;
  }

  private Report.@Nullable Note note() {
    YamlValue note = file.map().get("note");
    if (note == null) {
      return null;
    }
    note.map(Set.of("label", "page", "card"));
    return new Report.Note(
        note.get("label").text(), note.get("page").text(), note.get("card").text());
  }

  private Report.@Nullable Resource resource() {
    YamlValue resource = file.map().get("resource");
    if (resource == null) {
      return null;
    }
    resource.map(Set.of("type", "name", "uid", "data"));
    Map<String, Report.Datum> data = new LinkedHashMap<>();
    YamlValue written = resource.map().get("data");
    if (written != null) {
      written.map().forEach((name, datum) -> data.put(name, datum(datum)));
    }
    return new Report.Resource(
        resource.get("type").text(), factOf(resource, "name"), factOf(resource, "uid"), data);
  }

  /** A fact in a list is a list, however many values it has. */
  private Report.Datum datum(YamlValue written) {
    return new Report.Datum(fact(written.listOrOne().getFirst()), written.isList());
  }

  private List<Report.Signal> signals() {
    YamlValue signals = file.map().get("signals");
    return signals == null ? List.of() : signals.list().stream().map(this::signal).toList();
  }

  private Report.Signal signal(YamlValue signal) {
    signal.map(Set.of("id", "bearing", "say", "when", "foreign", "words", "in"));
    YamlValue when = signal.map().get("when");
    List<String> in = new ArrayList<>();
    if (signal.map().containsKey("in")) {
      signal.get("in").listOrOne().forEach(fact -> in.add(fact(fact)));
    }
    return new Report.Signal(
        signal.get("id").text(),
        oneOf(Report.Bearing.class, signal.get("bearing")),
        sentence(signal.get("say")),
        when == null ? null : eventPattern(when, when.json()),
        factOf(signal, "foreign"),
        words(signal.textsOf("words")),
        in);
  }

  private static @Nullable Pattern words(List<String> words) {
    return words.isEmpty()
        ? null
        : Pattern.compile(
            words.stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![a-z])(", ")(?![a-z])")),
            Pattern.CASE_INSENSITIVE);
  }

  private Guide guide() {
    YamlValue guide = file.get("guide");
    guide.map(Set.of("investigate", "respond"));
    Map<String, Guide.Command> commands =
        file.map().containsKey("commands")
            ? new CommandReader(facts).read(file.get("commands"))
            : Map.of();
    return new Guide(
        steps(guide.get("investigate"), commands.keySet()),
        steps(guide.get("respond"), commands.keySet()),
        file.get("false-positives").list().stream().map(this::sentence).toList(),
        commands);
  }

  private List<Step> steps(YamlValue steps, Set<String> commands) {
    List<Step> read = new ArrayList<>();
    for (YamlValue written : steps.list()) {
      Step step = written.with(text -> Step.of(shared.step(text)));
      requireFacts(written, step.text().slots());
      for (String command : step.commands()) {
        if (!commands.contains(command) && !BuiltIn.COMMANDS.contains(command)) {
          throw written.fault("[" + command + "] is no command of this rule, nor one of all rules");
        }
      }
      read.add(step);
    }
    return read;
  }

  private Template sentence(YamlValue written) {
    Template sentence = written.with(Template::of);
    requireFacts(written, sentence.slots());
    return sentence;
  }

  private void requireFacts(YamlValue at, Set<String> slots) {
    for (String slot : slots) {
      if (!facts.containsKey(slot) && !BuiltIn.SLOTS.contains(slot)) {
        throw at.fault(
            "{"
                + slot
                + "} is no fact of this rule; facts are "
                + YamlValue.listed(facts.keySet()));
      }
    }
  }

  private @Nullable String factOf(YamlValue map, String key) {
    YamlValue fact = map.map().get(key);
    return fact == null ? null : fact(fact);
  }

  private String fact(YamlValue name) {
    requireFacts(name, Set.of(name.text()));
    return name.text();
  }

  private About about() {
    return new About(
        file.get("name").text(),
        file.get("version").number(),
        file.get("description").text(),
        file.textsOf("references"));
  }
}
