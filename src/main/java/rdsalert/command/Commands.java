package rdsalert.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Briefing.Call;
import rdsalert.briefing.FactValues;
import rdsalert.briefing.FactValues.Value;
import rdsalert.rule.Report.Guide;

/**
 * The commands that the steps of a guide name, for one call: shared ones about the caller, and
 * those that the rule's file describes, with the event's facts for values.
 */
public final class Commands {
  /** What is said where a command that every rule has cannot be written. */
  private static final Map<String, String> BY_HAND =
      Map.of(
          "calls-by-actor",
          "(No command: nothing in the record tells this caller from others. Read CloudTrail's"
              + " Event history around the time of the call.)",
          "end-credentials",
          "(No command: the record names no user or role in a usual way. Find out who it was,"
              + " then deactivate the key or deny the session in IAM.)");

  /** How many there are at most of a command that is there for each value of a fact. */
  private static final int MOST_OF_ONE = 3;

  private final Call call;
  private final FactValues facts;
  private final Map<String, Guide.Command> ofRule;
  private final CallerCommands caller;

  /** What goes with a step: commands, or a note on what to do instead, or neither. */
  public record Found(List<AwsCommand> commands, String note) {}

  /** What is still going on when the commands are read has no end yet. */
  public Commands(Call call, Instant now) {
    this.call = call;
    this.facts = call.facts();
    this.ofRule = call.rule().guide().commands();
    this.caller = new CallerCommands(call, now);
  }

  /** What goes with a step: its commands or, if none can be written, what is said otherwise. */
  public Found of(Guide.Step step) {
    List<AwsCommand> commands = new ArrayList<>();
    String note = "";
    for (String name : step.commands()) {
      List<AwsCommand> ofName = named(name);
      commands.addAll(ofName);
      note = name.equals("end-credentials") ? caller.noteOnEnd(!ofName.isEmpty()) : note;
    }
    return commands.isEmpty() && note.isEmpty() ? otherwise(step) : new Found(commands, note);
  }

  private Found otherwise(Guide.Step step) {
    for (String name : step.commands()) {
      String byHand = BY_HAND.get(name);
      if (byHand != null) {
        return new Found(List.of(), byHand);
      }
      Guide.Command command = ofRule.get(name);
      Guide.Step otherwise = command == null ? null : command.otherwise();
      if (otherwise != null) {
        Found instead = of(otherwise);
        String note = instead.note.isEmpty() ? otherwise.text().text() : instead.note;
        return new Found(instead.commands, note);
      }
    }
    return new Found(List.of(), "");
  }

  public boolean isBeyondHistory() {
    return caller.isBeyondHistory();
  }

  public AwsCommand record() {
    return caller.record();
  }

  List<AwsCommand> named(String name) {
    Guide.Command command = ofRule.get(name);
    return command == null ? caller.named(name) : ofRule(command);
  }

  /** One command, or one for each value of a fact; none if it lacks a fact. */
  private List<AwsCommand> ofRule(Guide.Command command) {
    String each = command.each();
    Stream<Filling> all =
        each == null
            ? Stream.of(new Filling(command, null))
            : facts.all(each).stream().map(one -> new Filling(command, one));
    return all.flatMap(one -> one.build().stream()).limit(MOST_OF_ONE).toList();
  }

  /** A command with one value of the fact that it is there for each of, if it is for each. */
  private final class Filling {
    private final Guide.Command command;
    private final @Nullable Value one;

    /** Whether no fact is missing, and none is anything that a command cannot carry. */
    private boolean whole = true;

    private boolean safe = true;

    Filling(Guide.Command command, @Nullable Value one) {
      this.command = command;
      this.one = one;
    }

    Optional<AwsCommand> build() {
      String region = call.event().region();
      AwsCommand filled = new AwsCommand(command.service(), command.operation(), region);
      for (Map.Entry<String, JsonNode> parameter : command.with().entrySet()) {
        safe = true;
        filled.with(parameter.getKey(), fill(parameter.getValue()), safe);
      }
      if (command.query() != null) {
        filled.and("query", command.query());
      }
      return whole ? Optional.of(filled) : Optional.empty();
    }

    private JsonNode fill(JsonNode template) {
      if (template.isTextual()) {
        List<String> texts = texts(template.asText());
        return texts.isEmpty() ? template : JsonNodeFactory.instance.textNode(texts.getFirst());
      }
      if (template.isArray()) {
        ArrayNode filled = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : template) {
          if (element.isTextual()) {
            texts(element.asText()).forEach(filled::add);
          } else {
            filled.add(fill(element));
          }
        }
        return filled;
      }
      ObjectNode filled = JsonNodeFactory.instance.objectNode();
      template.properties().forEach(field -> filled.set(field.getKey(), fill(field.getValue())));
      return template.isObject() ? filled : template;
    }

    /** A text of ours as it is; for a fact, all of its values. */
    private List<String> texts(String template) {
      Matcher slot = Guide.Command.SLOT.matcher(template);
      if (!slot.matches()) {
        return List.of(template);
      }
      List<String> texts = values(slot.group(1), slot.group(2));
      whole &= !texts.isEmpty() && texts.stream().allMatch(AwsCommand::carries);
      safe &= texts.stream().allMatch(AwsCommand::isPlain);
      return texts;
    }

    private List<String> values(String fact, @Nullable String field) {
      return switch (fact) {
        case "account" -> List.of(call.event().account());
        case "region" -> List.of(call.event().region());
        // The same name twice would be refused after another call.
        case "new-name" -> List.of("incident-" + call.shortId());
        default ->
            (one != null && fact.equals(command.each()) ? List.of(one) : facts.all(fact))
                .stream()
                    .map(value -> field == null ? value.text() : value.field(field))
                    .filter(Objects::nonNull)
                    .toList();
      };
    }
  }
}
