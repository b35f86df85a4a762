package rdsalert.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Briefing;
import rdsalert.briefing.FactValues.Value;
import rdsalert.rule.Guide;

/** The commands that a rule's file describes, with an event's facts for values. */
final class RuleCommands {
  private final Briefing briefing;

  RuleCommands(Briefing briefing) {
    this.briefing = briefing;
  }

  /** One command, or one for each value of a fact; none if it lacks a fact. */
  CommandSet of(Guide.@Nullable Command command) {
    List<AwsCommand> commands = new ArrayList<>();
    if (command == null) {
      return CommandSet.nothing();
    }
    if (command.each() == null) {
      add(commands, command, null);
    } else {
      briefing.facts().all(command.each()).stream()
          .takeWhile(_ -> commands.size() < command.most())
          .forEach(value -> add(commands, command, value));
    }
    return new CommandSet(commands, "");
  }

  private void add(List<AwsCommand> commands, Guide.Command command, @Nullable Value each) {
    AwsCommand built =
        AwsCommand.of(command.service(), command.operation(), briefing.event().region());
    for (Map.Entry<String, JsonNode> parameter : command.with().entrySet()) {
      Filling filling = new Filling(command.each(), each);
      JsonNode value = filling.fill(parameter.getValue());
      if (value == null) {
        return;
      }
      built.with(parameter.getKey(), value, filling.safe);
    }
    commands.add(command.query() == null ? built : built.and("query", command.query()));
  }

  private final class Filling {
    private final @Nullable String eachFact;
    private final @Nullable Value each;
    private boolean safe = true;

    Filling(@Nullable String eachFact, @Nullable Value each) {
      this.eachFact = eachFact;
      this.each = each;
    }

    /** The value with its facts; null if one is missing, or is nothing that a command can carry. */
    @Nullable JsonNode fill(JsonNode template) {
      if (template.isTextual()) {
        List<JsonNode> filled = texts(template.asText());
        return filled.isEmpty() ? null : filled.getFirst();
      }
      if (template.isArray()) {
        return list(template);
      }
      return template.isObject() ? object(template) : template;
    }

    private @Nullable JsonNode list(JsonNode template) {
      ArrayNode filled = JsonNodeFactory.instance.arrayNode();
      for (JsonNode element : template) {
        if (element.isTextual()) {
          texts(element.asText()).forEach(filled::add);
        } else {
          JsonNode one = fill(element);
          if (one == null) {
            return null;
          }
          filled.add(one);
        }
      }
      return filled.isEmpty() ? null : filled;
    }

    private @Nullable JsonNode object(JsonNode template) {
      ObjectNode filled = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> field : template.properties()) {
        JsonNode value = fill(field.getValue());
        if (value == null) {
          return null;
        }
        filled.set(field.getKey(), value);
      }
      return filled;
    }

    /** A text of ours as it is; for a fact, all of its values, unless one cannot be carried. */
    private List<JsonNode> texts(String template) {
      Matcher slot = Guide.Command.SLOT.matcher(template);
      if (!slot.matches()) {
        return List.of(TextNode.valueOf(template));
      }
      List<JsonNode> values = new ArrayList<>();
      for (String value : values(slot.group(1), slot.group(2))) {
        if (!AwsCommand.carries(value)) {
          return List.of();
        }
        safe &= AwsCommand.isPlain(value);
        values.add(TextNode.valueOf(value));
      }
      return values;
    }

    private List<String> values(String fact, @Nullable String field) {
      return switch (fact) {
        case "account" -> List.of(briefing.event().account());
        case "region" -> List.of(briefing.event().region());
        default -> ofFact(fact, field);
      };
    }

    private List<String> ofFact(String fact, @Nullable String field) {
      List<Value> all =
          each != null && fact.equals(eachFact) ? List.of(each) : briefing.facts().all(fact);
      List<String> texts = new ArrayList<>();
      for (Value value : all) {
        String text = field == null ? value.text() : value.field(field);
        if (text != null) {
          texts.add(text);
        }
      }
      return texts;
    }
  }
}
