package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.rule.Guide.Step;
import rdsalert.text.SafeText;

record CommandReader(Map<String, Fact> facts) {
  private static final Set<String> KEYS =
      Set.of("aws", "with", "query", "for-each", "at-most", "otherwise");
  private static final Pattern CALL = Pattern.compile("([a-z0-9-]+) ([a-z0-9-]+)");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9]*");
  private static final Set<String> PLACE = Set.of("account", "region");
  private static final int MOST = 3;

  Map<String, Guide.Command> read(RuleValue file) {
    Set<String> below =
        new HashSet<>(file.find("commands").map(RuleValue::map).orElse(Map.of()).keySet());
    return file.mapOf(
        "commands",
        (name, command) -> {
          below.remove(name);
          return command(name, command, below);
        });
  }

  private Guide.Command command(String name, RuleValue command, Set<String> below) {
    if (BuiltIn.COMMANDS.contains(name)) {
      throw command.fault("is the name of a command that every rule has");
    }
    command.requireNoOthers(KEYS);
    Matcher call = CALL.matcher(command.get("aws").text());
    if (!call.matches()) {
      throw command.get("aws").fault("must be a service and an operation of the AWS CLI");
    }
    return new Guide.Command(
        call.group(1),
        call.group(2),
        command.mapOf("with", this::value),
        command.find("query").map(CommandReader::query).orElse(null),
        command.find("for-each").map(this::each).orElse(null),
        command.find("at-most").map(CommandReader::atMost).orElse(MOST),
        command.find("otherwise").map(written -> otherwise(written, below)).orElse(null));
  }

  private static String query(RuleValue written) {
    requirePrintable(written, written.text());
    return written.text();
  }

  /** Else a shell could be shown something that it is not, and every alert would fail for it. */
  private static void requirePrintable(RuleValue at, String text) {
    if (!SafeText.isPrintable(text)) {
      throw at.fault(
          "must be printable ASCII in one line: write it without line breaks (>- folds them) and"
              + " without accents");
    }
  }

  private static int atMost(RuleValue written) {
    int most = written.number();
    if (most < 1) {
      throw written.fault("must be at least 1 but is " + most);
    }
    return most;
  }

  /**
   * It is said as it stands; of several commands the second could lead back here unseen, and so
   * could one further up.
   */
  private static Step otherwise(RuleValue written, Set<String> below) {
    Step otherwise = written.with(Step::of);
    if (otherwise.commands().size() > 1) {
      throw written.fault("names one command at most");
    }
    if (!otherwise.text().slots().isEmpty()) {
      throw written.fault("has no slots");
    }
    if (!below.containsAll(otherwise.commands())) {
      throw written.fault(otherwise.commands() + " is no command further below");
    }
    return otherwise;
  }

  private JsonNode value(String parameter, RuleValue value) {
    if (!PARAMETER.matcher(parameter).matches()) {
      throw value.fault("is no name of a parameter in AWS's API");
    }
    JsonNode json = value.json();
    requireValues(value, json);
    return json;
  }

  /** A text is ours from end to end, or one fact. */
  private void requireValues(RuleValue at, JsonNode json) {
    json.forEach(inner -> requireValues(at, inner));
    requirePrintable(at, json.asText());
    if (json.isTextual() && (json.asText().contains("{") || json.asText().contains("}"))) {
      Matcher slot = Guide.Command.SLOT.matcher(json.asText());
      if (!slot.matches()) {
        throw at.fault("a value is one {fact} and nothing else, or has no braces");
      }
      Fact fact = facts.get(slot.group(1));
      if (fact != null) {
        requireText(at, fact, slot.group(2));
      } else if (!PLACE.contains(slot.group(1))) {
        throw at.fault("{" + slot.group(1) + "} is no fact of this rule");
      }
    }
  }

  /** Else the command would be left out of every alert, and nothing would say so. */
  private static void requireText(RuleValue at, Fact fact, @Nullable String field) {
    String name = fact.name();
    if (field == null && !fact.source().hasText()) {
      throw at.fault(
          "{" + name + "} has fields and no text of its own: name one, {" + name + ".FIELD}");
    }
    if (field != null && !fact.source().hasFields()) {
      throw at.fault("{" + name + "} has no fields: leave out '." + field + "'");
    }
  }

  private String each(RuleValue fact) {
    if (!facts.containsKey(fact.text())) {
      throw fact.fault("'" + fact.text() + "' is no fact of this rule");
    }
    return fact.text();
  }
}
