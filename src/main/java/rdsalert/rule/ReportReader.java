package rdsalert.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rdsalert.text.Row;

/** Reads what a rule tells of a hit. */
record ReportReader(RuleValue file, FactReader names, Shared shared) {
  private static final Pattern LABEL = Pattern.compile("[A-Z]{3,8}");

  Report report() {
    return new Report(
        names.facts(),
        names.sentence(file.get("title")),
        file.mapOf("show", this::row),
        file.find("note").map(this::note).orElse(null),
        file.find("resource").map(this::resource).orElse(null),
        file.find("signals").map(this::signals).orElse(List.of()));
  }

  private List<Report.Signal> signals(RuleValue written) {
    List<Report.Signal> signals = written.list(this::signal);
    Set<String> ids = new HashSet<>();
    for (Report.Signal one : signals) {
      written.require(ids.add(one.id()), "'" + one.id() + "' stands here twice");
    }
    return signals;
  }

  private Row row(String label, RuleValue written) {
    written.require(LABEL.matcher(label).matches(), "a label is a word of 3 to 8 capitals");
    Row row = written.with(Row::of);
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
        names.factOf(resource, "name"),
        names.factOf(resource, "uid"),
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
    signal.require(
        !words.isEmpty() || signal.find("words").isEmpty(),
        "'words' and 'in' must each name one at least");
    return new Report.Signal(
        signal.get("id").text(),
        signal.get("bearing").oneOf(Report.Bearing.class),
        names.sentence(signal.get("say")),
        signal.find("when").map(when -> when.withJson(FactReader::pattern)).orElse(null),
        names.factOf(signal, "foreign"),
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
