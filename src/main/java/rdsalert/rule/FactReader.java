package rdsalert.rule;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.event.RecordPath;
import rdsalert.pattern.EventPattern;
import rdsalert.rule.Fact.Source;
import rdsalert.text.Row;

/** Reads the facts of a rule. */
final class FactReader {
  private static final Set<String> SOURCE_KEYS = Set.of("at", "each", "that", "say", "when", "all");
  private static final Set<String> KEYS =
      Set.of("is", "short", "longest", "at", "each", "that", "say", "when", "all");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z-]*");
  private static final int LONGEST_OF_ONE = 100;
  private static final int LONGEST_OF_SEVERAL = 40;

  private FactReader() {}

  static Map<String, Fact> read(YamlValue facts) {
    Map<String, Fact> read = new LinkedHashMap<>();
    facts.map().forEach((name, fact) -> read.put(name, fact(name, fact)));
    return read;
  }

  private static Fact fact(String name, YamlValue fact) {
    if (!NAME.matcher(name).matches() || BuiltIn.SLOTS.contains(name)) {
      throw fact.fault("a fact's name is small letters, and not one that every call has");
    }
    Map<String, YamlValue> parts = fact.map(KEYS);
    Source source = source(fact, parts);
    YamlValue longest = parts.get("longest");
    int usual = source instanceof Source.At ? LONGEST_OF_ONE : LONGEST_OF_SEVERAL;
    return new Fact(
        name,
        fact.textOf("is"),
        fact.textOf("short"),
        source,
        longest == null ? usual : longest.number());
  }

  private static Source source(YamlValue source) {
    return source(source, source.map(SOURCE_KEYS));
  }

  private static Source source(YamlValue source, Map<String, YamlValue> parts) {
    if (parts.containsKey("at")) {
      return new Source.At(
          source.get("at").listOrOne().stream().map(path -> path.with(RecordPath::of)).toList());
    }
    if (parts.containsKey("each")) {
      return new Source.Each(
          source.get("each").with(RecordPath::of),
          elementPattern(parts.get("that")),
          source.get("say").with(FactReader::rowOfPaths));
    }
    if (parts.containsKey("when")) {
      YamlValue when = source.get("when");
      return new Source.When(RuleReader.eventPattern(when, when.json()), source.get("say").text());
    }
    if (parts.containsKey("all")) {
      return new Source.All(source.get("all").list().stream().map(FactReader::source).toList());
    }
    throw source.fault("says nowhere to look: it needs at, each, when or all");
  }

  private static Row rowOfPaths(String say) {
    Row row = Row.of(say);
    row.slots().forEach(RecordPath::of);
    return row;
  }

  private static @Nullable EventPattern elementPattern(@Nullable YamlValue that) {
    return that == null ? null : RuleReader.eventPattern(that, Source.Each.inElement(that.json()));
  }
}
