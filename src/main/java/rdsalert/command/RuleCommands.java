package rdsalert.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Briefing;
import rdsalert.briefing.FactValues;
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
    if (command == null) {
      return CommandSet.nothing();
    }
    FactValues facts = briefing.facts();
    String each = command.each();
    Stream<AwsCommand> built =
        each == null
            ? build(command, facts::all)
            : facts.all(each).stream()
                .flatMap(
                    one ->
                        build(command, fact -> fact.equals(each) ? List.of(one) : facts.all(fact)));
    return new CommandSet(built.limit(command.most()).toList(), "");
  }

  private Stream<AwsCommand> build(Guide.Command command, Function<String, List<Value>> facts) {
    AwsCommand built =
        AwsCommand.of(command.service(), command.operation(), briefing.event().region());
    for (Map.Entry<String, JsonNode> parameter : command.with().entrySet()) {
      Filling filling = new Filling(facts);
      JsonNode value = filling.fill(parameter.getValue());
      if (!filling.whole) {
        return Stream.empty();
      }
      built.with(parameter.getKey(), value, filling.safe);
    }
    return Stream.of(command.query() == null ? built : built.and("query", command.query()));
  }

  private final class Filling {
    private final Function<String, List<Value>> facts;

    /** Whether no fact is missing, and none is anything that a command cannot carry. */
    private boolean whole = true;

    private boolean safe = true;

    Filling(Function<String, List<Value>> facts) {
      this.facts = facts;
    }

    JsonNode fill(JsonNode template) {
      if (template.isTextual()) {
        return texts(template.asText()).findFirst().orElse(template);
      }
      if (template.isArray()) {
        return JsonNodeFactory.instance
            .arrayNode()
            .addAll(template.valueStream().flatMap(this::elements).toList());
      }
      ObjectNode filled = JsonNodeFactory.instance.objectNode();
      template.properties().forEach(field -> filled.set(field.getKey(), fill(field.getValue())));
      return template.isObject() ? filled : template;
    }

    private Stream<JsonNode> elements(JsonNode template) {
      return template.isTextual() ? texts(template.asText()) : Stream.of(fill(template));
    }

    /** A text of ours as it is; for a fact, all of its values. */
    private Stream<JsonNode> texts(String template) {
      Matcher slot = Guide.Command.SLOT.matcher(template);
      List<String> texts =
          slot.matches() ? values(slot.group(1), slot.group(2)) : List.of(template);
      if (slot.matches()) {
        whole &= !texts.isEmpty() && texts.stream().allMatch(AwsCommand::carries);
        safe &= texts.stream().allMatch(AwsCommand::isPlain);
      }
      return texts.stream().map(TextNode::valueOf);
    }

    private List<String> values(String fact, @Nullable String field) {
      return switch (fact) {
        case "account" -> List.of(briefing.event().account());
        case "region" -> List.of(briefing.event().region());
        default ->
            facts.apply(fact).stream()
                .flatMap(one -> Stream.ofNullable(field == null ? one.text() : one.field(field)))
                .toList();
      };
    }
  }
}
