package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.event.Json;
import rdsalert.pattern.EventPattern;
import rdsalert.pattern.RecordFields;
import rdsalert.rule.Report.Fact;
import rdsalert.rule.Report.Fact.Source;
import rdsalert.text.Template;
import rdsalert.text.Template.Row;

/** The facts of a rule, which other parts of its file may name. */
record FactReader(Map<String, Fact> facts) implements Template.Nouns {
  /** What texts can name beside them, as it is known of each call. */
  private static final Set<String> OF_EVERY_CALL =
      Set.of("actor", "address", "tool", "clock", "time", "key", "account", "region");

  private static final Set<String> OF_FACT = Set.of("is", "short", "longest");

  /** What says where to look, with what may stand beside it. */
  private static final Map<String, Set<String>> KINDS =
      Map.of(
          "at", Set.of("at"),
          "each", Set.of("each", "that", "say"),
          "when", Set.of("when", "say"),
          "all", Set.of("all"));

  private static final Pattern NAME = Pattern.compile("[a-z][a-z-]*");
  private static final int LONGEST_OF_ONE = 100;
  private static final int LONGEST_OF_SEVERAL = 40;

  static FactReader read(RuleValue file) {
    return new FactReader(file.mapOf("facts", FactReader::read));
  }

  private static Fact read(String name, RuleValue fact) {
    fact.require(
        NAME.matcher(name).matches() && !OF_EVERY_CALL.contains(name),
        "a fact's name is small letters, and not one that every call has");
    Source source = source(fact, OF_FACT);
    int usual = source instanceof Source.At ? LONGEST_OF_ONE : LONGEST_OF_SEVERAL;
    return new Fact(
        fact.optional("is", RuleValue::text),
        fact.optional("short", RuleValue::text),
        source,
        fact.find("longest").map(of -> of.number(1, 1_000)).orElse(usual));
  }

  private static Source source(RuleValue source, Set<String> beside) {
    Set<String> given = source.map().keySet();
    String kind = given.stream().filter(KINDS::containsKey).findFirst().orElse("none");
    Set<String> keys = new TreeSet<>(beside);
    keys.addAll(KINDS.getOrDefault(kind, KINDS.keySet()));
    source.requireNoOthers(keys);
    return switch (kind) {
      case "at" -> new Source.At(source.get(kind).listOrOne(path -> path.with(FactReader::path)));
      case "each" ->
          new Source.Each(
              source.get(kind).with(FactReader::path),
              source.optional("that", that -> that.withJson(FactReader::ofElement)),
              source.get("say").with(FactReader::rowOfPaths));
      case "when" ->
          new Source.When(source.get(kind).withJson(FactReader::pattern), source.get("say").text());
      case "all" -> new Source.All(source.get(kind).list(part -> source(part, Set.of())));
      default -> throw source.fault("says nowhere to look: it needs at, each, when or all");
    };
  }

  private static Json.Path path(String dotted) {
    RecordFields.require(dotted.split("\\.", 2)[0]);
    return Json.Path.of(dotted);
  }

  /** A pattern that looks at fields which records have. */
  static EventPattern pattern(JsonNode json) {
    RecordFields.requireIn(json);
    return EventPattern.of(json);
  }

  private static Row rowOfPaths(String say) {
    Row row = Row.of(say, (_, _) -> null);
    row.slots().forEach(Json.Path::of);
    return row;
  }

  private static EventPattern ofElement(JsonNode that) {
    return EventPattern.of(Source.Each.inElement(that));
  }

  Template sentence(RuleValue written) {
    Template sentence = written.with(text -> Template.of(text, this));
    require(written, sentence.slots());
    return sentence;
  }

  @Override
  public @Nullable String of(String slot, boolean shortest) {
    Fact fact = facts.get(slot);
    String brief = fact == null || !shortest ? null : fact.shortNoun();
    return fact == null || brief != null ? brief : fact.noun();
  }

  void require(RuleValue at, Set<String> slots) {
    for (String slot : slots) {
      if (!facts.containsKey(slot) && !OF_EVERY_CALL.contains(slot)) {
        String known = RuleValue.listed(facts.keySet());
        throw at.fault("{" + slot + "} is no fact of this rule; facts are " + known);
      }
    }
  }

  String fact(RuleValue name) {
    require(name, Set.of(name.text()));
    return name.text();
  }
}
