package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.rule.Guide.Step;

/** Reads the commands of a rule. */
record CommandReader(Map<String, Fact> facts) {
  private static final Set<String> KEYS =
      Set.of("aws", "with", "query", "for-each", "at-most", "otherwise");
  private static final Pattern CALL = Pattern.compile("([a-z0-9-]+) ([a-z0-9-]+)");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9]*");
  private static final Set<String> PLACE = Set.of("account", "region");
  private static final int MOST = 3;

  Map<String, Guide.Command> read(YamlValue commands) {
    Map<String, Guide.Command> read = new LinkedHashMap<>();
    commands.map().forEach((name, command) -> read.put(name, command(name, command)));
    commands.map().forEach((name, command) -> requireAnEnd(name, command, read));
    return read;
  }

  private Guide.Command command(String name, YamlValue command) {
    if (BuiltIn.COMMANDS.contains(name)) {
      throw command.fault("is the name of a command that every rule has");
    }
    Map<String, YamlValue> parts = command.map(KEYS);
    Matcher call = CALL.matcher(command.get("aws").text());
    if (!call.matches()) {
      throw command.get("aws").fault("must be a service and an operation of the AWS CLI");
    }
    YamlValue atMost = parts.get("at-most");
    return new Guide.Command(
        call.group(1),
        call.group(2),
        parts.containsKey("with") ? with(command.get("with")) : Map.of(),
        command.textOf("query"),
        each(parts.get("for-each")),
        atMost == null ? MOST : atMost.number(),
        otherwise(parts.get("otherwise")));
  }

  /** It is said as it stands; of several commands the second could lead back here unseen. */
  private static @Nullable Step otherwise(@Nullable YamlValue written) {
    if (written == null) {
      return null;
    }
    Step otherwise = written.with(Step::of);
    if (otherwise.commands().size() > 1) {
      throw written.fault("names one command at most");
    }
    if (!otherwise.text().slots().isEmpty()) {
      throw written.fault("has no slots");
    }
    return otherwise;
  }

  private Map<String, JsonNode> with(YamlValue with) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    with.map()
        .forEach(
            (name, value) -> {
              if (!PARAMETER.matcher(name).matches()) {
                throw value.fault("is no name of a parameter in AWS's API");
              }
              JsonNode json = value.json();
              requireValues(value, json);
              values.put(name, json);
            });
    return values;
  }

  /** A text is ours from end to end, or one fact. */
  private void requireValues(YamlValue at, JsonNode json) {
    json.forEach(inner -> requireValues(at, inner));
    if (json.isTextual() && (json.asText().contains("{") || json.asText().contains("}"))) {
      Matcher slot = Guide.Command.SLOT.matcher(json.asText());
      if (!slot.matches()) {
        throw at.fault("a value is one {fact} and nothing else, or has no braces");
      }
      if (!facts.containsKey(slot.group(1)) && !PLACE.contains(slot.group(1))) {
        throw at.fault("{" + slot.group(1) + "} is no fact of this rule");
      }
    }
  }

  private @Nullable String each(@Nullable YamlValue fact) {
    if (fact == null) {
      return null;
    }
    if (!facts.containsKey(fact.text())) {
      throw fact.fault("'" + fact.text() + "' is no fact of this rule");
    }
    return fact.text();
  }

  /** What is done otherwise must be there, and must come to an end. */
  private void requireAnEnd(String name, YamlValue at, Map<String, Guide.Command> all) {
    String next = name;
    for (int steps = 0; next != null; steps++) {
      Guide.Command command = all.get(next);
      if (command == null || steps > all.size()) {
        throw at.fault("otherwise: [" + next + "] is no command, or leads back here");
      }
      Step otherwise = command.otherwise();
      next =
          otherwise == null || otherwise.commands().isEmpty()
              ? null
              : otherwise.commands().getFirst();
    }
  }
}
