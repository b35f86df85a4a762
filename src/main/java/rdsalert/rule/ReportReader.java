package rdsalert.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rdsalert.text.Row;

/** Reads what a rule tells of a hit. */
record ReportReader(YamlValue file, FactNames names, Shared shared) {
  private static final Pattern LABEL = Pattern.compile("[A-Z]{3,8}");

  Report report() {
    return new Report(
        names.facts(), names.sentence(file.get("title")), rows(), note(), resource(), signals());
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
                names.require(row, read.slots());
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
        names.sentence(resource.get("type")),
        names.factOf(resource, "name"),
        names.factOf(resource, "uid"),
        data);
  }

  /** A fact in a list is a list, however many values it has. */
  private Report.Datum datum(YamlValue written) {
    List<YamlValue> facts = written.listOrOne();
    if (facts.size() != 1) {
      throw written.fault("must be one fact");
    }
    return new Report.Datum(names.fact(facts.getFirst()), written.isList());
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
      signal.get("in").listOrOne().forEach(fact -> in.add(names.fact(fact)));
    }
    List<String> words = words(signal.map().get("words"));
    if (words.isEmpty() != in.isEmpty()) {
      throw signal.fault("'words' and 'in' go together");
    }
    return new Report.Signal(
        signal.get("id").text(),
        RuleReader.oneOf(Report.Bearing.class, signal.get("bearing")),
        names.sentence(signal.get("say")),
        when == null ? null : RuleReader.eventPattern(when, when.json()),
        names.factOf(signal, "foreign"),
        anyOf(words),
        in);
  }

  private List<String> words(@Nullable YamlValue written) {
    return written == null
        ? List.of()
        : written.listOrOne().stream().flatMap(word -> word.with(shared::words).stream()).toList();
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
