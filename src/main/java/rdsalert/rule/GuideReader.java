package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.rule.Report.Fact;
import rdsalert.rule.Report.Guide;
import rdsalert.rule.Report.Guide.Step;
import rdsalert.text.SafeText;

/** Reads what a rule's file says to do, and the commands for it. */
record GuideReader(RuleValue file, FactReader names, Shared shared) {
  private static final Set<String> KEYS = Set.of("aws", "with", "query", "for-each", "otherwise");
  private static final Pattern CALL = Pattern.compile("([a-z0-9-]+) ([a-z0-9-]+)");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

  /** The names of those that every rule has, about the caller. */
  private static final Set<String> EVERY_RULES =
      Set.of(
          ("service-callers calls-from-address calls-by-actor calls-by-key sign-ins actor-keys"
                  + " actor-policies end-credentials")
              .split(" "));

  /** What commands can name beside facts: where the call was made, and a name for what is new. */
  private static final Set<String> OF_EVERY_CALL = Set.of("account", "region", "new-name");

  Guide guide() {
    RuleValue guide = file.get("guide");
    guide.requireNoOthers(Set.of("investigate", "respond"));
    Map<String, Guide.Command> commands = file.mapOf("commands", this::command);
    return new Guide(
        guide.get("investigate").list(written -> step(written, commands.keySet())),
        guide.get("respond").list(written -> step(written, commands.keySet())),
        file.get("false-positives").list(names::sentence),
        commands);
  }

  private Step step(RuleValue written, Set<String> commands) {
    Step step = written.with(text -> Step.of(shared.step(text), names));
    names.require(written, step.text().slots());
    for (String command : step.commands()) {
      written.require(
          commands.contains(command) || EVERY_RULES.contains(command),
          "[" + command + "] is neither a command of this rule nor one that every rule has");
    }
    return step;
  }

  private Guide.Command command(String name, RuleValue command) {
    command.require(!EVERY_RULES.contains(name), "is the name of a command that every rule has");
    command.requireNoOthers(KEYS);
    RuleValue aws = command.get("aws");
    Matcher call = CALL.matcher(aws.text());
    aws.require(call.matches(), "must be a service and an operation of the AWS CLI");
    return new Guide.Command(
        call.group(1),
        call.group(2),
        command.mapOf("with", this::value),
        command.optional("query", query -> printable(query, query.text())),
        command.optional("for-each", names::fact),
        command.optional("otherwise", written -> otherwise(written, name)));
  }

  /** Else a shell could be shown something that it is not, and every alert would fail for it. */
  private static String printable(RuleValue at, String text) {
    at.require(
        SafeText.isPrintable(text),
        "must be printable ASCII in one line: write it without line breaks (>- folds them) and"
            + " without accents");
    return text;
  }

  /**
   * It is said as it stands; of several commands the second could lead back here unseen, and so
   * could one further up.
   */
  private Step otherwise(RuleValue written, String of) {
    List<String> all = List.copyOf(file.get("commands").map().keySet());
    Step otherwise = written.with(text -> Step.of(text, names));
    List<String> commands = otherwise.commands();
    written.require(commands.size() <= 1, "names one command at most");
    written.require(otherwise.text().slots().isEmpty(), "has no slots");
    written.require(
        all.subList(all.indexOf(of) + 1, all.size()).containsAll(commands),
        commands + " is no command further below");
    return otherwise;
  }

  private JsonNode value(String parameter, RuleValue value) {
    value.require(PARAMETER.matcher(parameter).matches(), "is no name of a parameter in AWS's API");
    requireValues(value, value.json());
    return value.json();
  }

  /** A text is ours from end to end, or one fact. */
  private void requireValues(RuleValue at, JsonNode json) {
    json.forEach(inner -> requireValues(at, inner));
    String text = printable(at, json.asText());
    if (json.isTextual() && (text.contains("{") || text.contains("}"))) {
      Matcher slot = Guide.Command.SLOT.matcher(text);
      at.require(slot.matches(), "a value is one {fact} and nothing else, or has no braces");
      Fact fact = names.facts().get(slot.group(1));
      if (fact != null) {
        requireText(at, slot.group(1), fact, slot.group(2));
      } else {
        String noFact = "{" + slot.group(1) + "} is no fact of this rule";
        at.require(OF_EVERY_CALL.contains(slot.group(1)), noFact);
      }
    }
  }

  /** Else the command would be left out of every alert, and nothing would say so. */
  private static void requireText(RuleValue at, String name, Fact fact, @Nullable String field) {
    at.require(
        field != null || fact.source().hasText(),
        "{" + name + "} has fields and no text of its own: name one, {" + name + ".FIELD}");
    at.require(
        field == null || fact.source().hasFields(),
        "{" + name + "} has no fields: leave out '." + field + "'");
  }
}
