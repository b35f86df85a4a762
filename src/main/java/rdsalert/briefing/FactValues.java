package rdsalert.briefing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rdsalert.event.Json;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.Report.Fact;
import rdsalert.text.Said;

/** What a rule's facts are in one event. A fact that the event does not tell is not there. */
public final class FactValues {
  private static final int MOST_LISTED = 5;

  private final Map<String, List<Value>> values;

  /**
   * One value of a fact.
   *
   * @param said as texts say it
   * @param text the value as text; null for an element of several fields
   * @param element as the record has it; missing for a value of one text
   * @param fields in their order by name the slots of {@code said} and what fills them; empty for a
   *     value of one text
   */
  public record Value(
      Said said, @Nullable String text, JsonNode element, Map<String, String> fields) {
    private Value(Said said, String text) {
      this(said, text, MissingNode.getInstance(), Map.of());
    }

    public @Nullable String field(String path) {
      List<String> texts = Json.Path.of(path).textsIn(element);
      return texts.isEmpty() ? null : texts.getFirst();
    }
  }

  private FactValues(Map<String, List<Value>> values) {
    this.values = values;
  }

  public static FactValues of(DetectionRule rule, ManagementEvent event) {
    Map<String, List<Value>> values = new LinkedHashMap<>();
    JsonNode json = event.json();
    for (Map.Entry<String, Fact> one : rule.report().facts().entrySet()) {
      values.put(one.getKey(), find(one.getValue().source(), one.getValue().longest(), json));
    }
    values.values().removeIf(List::isEmpty);
    return new FactValues(values);
  }

  /** One fact's first value as text, without looking any other up; null where it is not told. */
  static @Nullable String text(DetectionRule rule, ManagementEvent event, @Nullable String name) {
    Fact fact = name == null ? null : rule.report().facts().get(name);
    List<Value> found =
        fact == null ? List.of() : find(fact.source(), fact.longest(), event.json());
    return found.isEmpty() ? null : found.getFirst().text;
  }

  private static List<Value> find(Fact.Source source, int longest, JsonNode event) {
    return switch (source) {
      case Fact.Source.At(List<Json.Path> paths) -> at(paths, longest, event.path("detail"));
      case Fact.Source.Each each -> each(each, longest, event.path("detail"));
      case Fact.Source.When(var pattern, String say) ->
          pattern.matches(event) ? List.of(new Value(Said.of(say), say)) : List.of();
      case Fact.Source.All(List<Fact.Source> sources) ->
          sources.stream().flatMap(one -> find(one, longest, event).stream()).toList();
    };
  }

  private static List<Value> at(List<Json.Path> paths, int longest, JsonNode detail) {
    return paths.stream()
        .map(path -> path.textsIn(detail))
        .filter(texts -> !texts.isEmpty())
        .limit(1)
        .flatMap(texts -> texts.stream().distinct())
        .map(text -> new Value(Said.quote(text, longest), text))
        .toList();
  }

  private static List<Value> each(Fact.Source.Each each, int longest, JsonNode detail) {
    List<Value> found = new ArrayList<>();
    for (JsonNode element : each.list().in(detail)) {
      if (each.counts(element)) {
        Map<String, String> fields = new TreeMap<>();
        Said said = each.say().fill(path -> field(path, element, longest, fields));
        if (!said.isEmpty()) {
          found.add(new Value(said, Json.scalar(element), element, fields));
        }
      }
    }
    return found;
  }

  /** The slots of a text about one element of a list are paths in it, or any, of a plain value. */
  private static @Nullable Said field(
      String path, JsonNode element, int longest, Map<String, String> fields) {
    List<String> texts =
        element.isValueNode() ? List.of(element.asText()) : Json.Path.of(path).textsIn(element);
    if (texts.isEmpty()) {
      return null;
    }
    fields.put(path, String.join(", ", texts));
    return Said.list(texts.stream().map(text -> Said.quote(text, longest)).toList(), MOST_LISTED);
  }

  public List<Value> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The first value of a fact as text; null where the event does not tell it. */
  public @Nullable String text(@Nullable String name) {
    List<Value> all = name == null ? null : values.get(name);
    return all == null ? null : all.getFirst().text;
  }

  /** Every text of a fact, those in the fields of its elements included. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Value value : all(name)) {
      if (value.text != null) {
        texts.add(value.text);
      }
      texts.addAll(value.fields.values());
    }
    return texts;
  }

  @Nullable Said inRow(String name) {
    List<Value> all = values.get(name);
    return all == null ? null : Said.list(all.stream().map(one -> one.said).toList(), MOST_LISTED);
  }
}
