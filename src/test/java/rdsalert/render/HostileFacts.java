package rdsalert.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import rdsalert.event.EventReader;
import rdsalert.event.Json;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.Report.Fact;
import rdsalert.rule.Report.Guide;
import rdsalert.text.JsonText;

/** Puts a text wherever a rule's facts are looked up. */
final class HostileFacts {
  private HostileFacts() {}

  static ManagementEvent in(ManagementEvent sample, DetectionRule rule, String text) {
    ObjectNode json = sample.json().deepCopy();
    ObjectNode detail = (ObjectNode) json.get("detail");
    rule.report()
        .facts()
        .forEach((name, fact) -> put(fact.source(), fieldsInCommands(rule, name), detail, text));
    return new EventReader().read(json);
  }

  /** Fields of a list's elements that no text names, but a command does. */
  private static Set<String> fieldsInCommands(DetectionRule rule, String fact) {
    Set<String> fields = new TreeSet<>();
    for (Guide.Command command : rule.guide().commands().values()) {
      command.with().values().forEach(value -> addFields(value, "{" + fact + ".", fields));
    }
    return fields;
  }

  private static void addFields(JsonNode value, String start, Set<String> fields) {
    value.forEach(inner -> addFields(inner, start, fields));
    if (value.asText().startsWith(start)) {
      fields.add(value.asText().substring(start.length(), value.asText().length() - 1));
    }
  }

  private static void put(Fact.Source source, Set<String> more, ObjectNode detail, String text) {
    switch (source) {
      case Fact.Source.At(List<Json.Path> paths) ->
          paths.forEach(path -> set(detail, path.names(), text, Set.of()));
      case Fact.Source.Each each -> {
        Set<String> fields = new TreeSet<>(each.say().slots());
        fields.addAll(more);
        String pattern = each.that() == null ? "" : each.that().json().toString();
        fields.removeIf(field -> pattern.contains("\"" + field + "\""));
        if (!fields.isEmpty()) {
          set(detail, each.list().names(), text, fields);
        }
      }
      case Fact.Source.All(List<Fact.Source> sources) ->
          sources.forEach(one -> put(one, more, detail, text));
      case Fact.Source.When _ -> {}
    }
  }

  /** Sets a text at a path, or fields of the elements at its end; lists on the way are kept. */
  private static void set(ObjectNode at, List<String> names, String text, Set<String> fields) {
    String name = names.getFirst();
    JsonNode next = at.get(name);
    if (names.size() == 1) {
      at.set(name, fields.isEmpty() ? at.textNode(text) : elements(next, text, fields));
      return;
    }
    if (next != null && next.isTextual()) { // a text that is looked into, as a policy is
      ObjectNode inside = unpacked(next.asText());
      set(inside, names.subList(1, names.size()), text, fields);
      at.put(name, inside.toString());
      return;
    }
    if (next == null || !next.isContainerNode()) {
      next = at.putObject(name);
    }
    for (JsonNode inner : next.isArray() ? List.copyOf(list(next)) : List.of(next)) {
      set((ObjectNode) inner, names.subList(1, names.size()), text, fields);
    }
  }

  private static ObjectNode unpacked(String text) {
    try {
      return JsonText.read(text) instanceof ObjectNode object
          ? object
          : JsonNodeFactory.instance.objectNode();
    } catch (IllegalArgumentException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements;
  }

  private static ArrayNode elements(JsonNode present, String text, Set<String> fields) {
    ArrayNode elements = JsonNodeFactory.instance.arrayNode();
    if (present != null && present.isArray() && !present.isEmpty()) {
      elements.addAll(list(present));
    } else if (present != null && present.isObject()) {
      elements.add(present);
    } else {
      elements.addObject();
    }
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i) instanceof ObjectNode element) {
        fields.forEach(field -> element.put(field, text));
      } else if (!elements.get(i).asText().endsWith(text)) {
        elements.set(i, elements.get(i).asText() + text);
      }
    }
    return elements;
  }
}
