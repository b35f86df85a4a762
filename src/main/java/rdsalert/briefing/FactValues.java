package rdsalert.briefing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rdsalert.event.ManagementEvent;
import rdsalert.event.RecordPath;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.Fact;
import rdsalert.rule.Report;
import rdsalert.text.Said;
import rdsalert.text.Template;

/** What a rule's facts are in one event. A fact that the event does not tell is not there. */
public final class FactValues {
  private static final int MOST_LISTED = 5;

  private final Map<String, List<Value>> values;

  /**
   * One value of a fact.
   *
   * @param said as texts say it
   * @param raw as the record has it
   * @param fields the slots of {@code said} and what fills them; empty for a value of one text
   */
  public record Value(Said said, JsonNode raw, Map<String, String> fields) {
    /** The value as text; null for an element of several fields. */
    public @Nullable String text() {
      return RecordPath.text(raw);
    }

    /** A field of an element; null where it has none. */
    public @Nullable String field(String path) {
      List<String> texts = RecordPath.of(path).textsIn(raw);
      return texts.isEmpty() ? null : texts.getFirst();
    }
  }

  private FactValues(Map<String, List<Value>> values) {
    this.values = values;
  }

  public static FactValues of(DetectionRule rule, ManagementEvent event) {
    Map<String, List<Value>> values = new LinkedHashMap<>();
    rule.report().facts().forEach((name, fact) -> values.put(name, values(fact, event)));
    values.values().removeIf(List::isEmpty);
    return new FactValues(values);
  }

  /** The name of what was touched, without looking anything else up; null where it is not told. */
  static @Nullable String resource(DetectionRule rule, ManagementEvent event) {
    Report.Resource resource = rule.report().resource();
    Fact fact = resource == null ? null : rule.report().facts().get(resource.name());
    List<Value> values = fact == null ? List.of() : values(fact, event);
    return values.isEmpty() ? null : values.getFirst().text();
  }

  private static List<Value> values(Fact fact, ManagementEvent event) {
    return values(fact.source(), fact.longest(), event);
  }

  private static List<Value> values(Fact.Source source, int longest, ManagementEvent event) {
    return switch (source) {
      case Fact.Source.At(List<RecordPath> paths) -> at(paths, longest, event);
      case Fact.Source.Each each -> each(each, longest, event);
      case Fact.Source.When(var pattern, String say) ->
          pattern.matches(event)
              ? List.of(new Value(Said.of(say), TextNode.valueOf(say), Map.of()))
              : List.of();
      case Fact.Source.All(List<Fact.Source> sources) ->
          sources.stream().flatMap(one -> values(one, longest, event).stream()).toList();
    };
  }

  private static List<Value> at(List<RecordPath> paths, int longest, ManagementEvent event) {
    for (RecordPath path : paths) {
      List<String> texts = path.textsIn(event.detail());
      if (!texts.isEmpty()) {
        return texts.stream()
            .distinct()
            .map(text -> new Value(Said.quote(text, longest), TextNode.valueOf(text), Map.of()))
            .toList();
      }
    }
    return List.of();
  }

  private static List<Value> each(Fact.Source.Each each, int longest, ManagementEvent event) {
    List<Value> values = new ArrayList<>();
    for (JsonNode element : each.list().in(event.detail())) {
      if (each.counts(element)) {
        Map<String, String> fields = new LinkedHashMap<>();
        Said said = each.say().fill(path -> field(path, element, longest, fields));
        if (!said.isEmpty()) {
          values.add(new Value(said, element, fields));
        }
      }
    }
    return values;
  }

  /** The slots of a text about one element of a list are paths in it, or any, of a plain value. */
  private static @Nullable Said field(
      String path, JsonNode element, int longest, Map<String, String> fields) {
    List<String> texts =
        element.isValueNode() ? List.of(element.asText()) : RecordPath.of(path).textsIn(element);
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
    List<Value> all = name == null ? List.of() : all(name);
    return all.isEmpty() ? null : all.getFirst().text();
  }

  /** Every text of a fact, those in the fields of its elements included. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Value value : all(name)) {
      String text = value.text();
      if (text != null) {
        texts.add(text);
      }
      texts.addAll(value.fields().values());
    }
    return texts;
  }

  /** A fact in a row; null where the event does not tell it. */
  @Nullable Said inRow(String name) {
    List<Value> all = all(name);
    return all.isEmpty() ? null : Said.list(all.stream().map(Value::said).toList(), MOST_LISTED);
  }

  /** What a fact is; null if that is not told, or there is no such fact. */
  static @Nullable String noun(DetectionRule rule, String name, boolean shortest) {
    Fact fact = rule.report().facts().get(name);
    if (fact == null) {
      return null;
    }
    return shortest && fact.shortNoun() != null ? fact.shortNoun() : fact.noun();
  }

  /** Slots with these values, and the nouns of a rule's facts. */
  public static Template.Slots slots(DetectionRule rule, boolean shortest, Template.Slots values) {
    return new Template.Slots() {
      @Override
      public @Nullable Said value(String slot) {
        return values.value(slot);
      }

      @Override
      public @Nullable String noun(String slot) {
        return FactValues.noun(rule, slot, shortest);
      }
    };
  }
}
