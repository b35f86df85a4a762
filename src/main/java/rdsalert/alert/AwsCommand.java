package rdsalert.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A command of the AWS CLI, ready to paste into any POSIX shell.
 *
 * <p>Values that are plain words become options. Does one hold anything else, all of them go into
 * one {@code --cli-input-json} argument of printable ASCII: so a value is never taken for an
 * option, a file to read ({@code file://…}), the CLI's shorthand or a shell's special character.
 */
final class AwsCommand {
  private static final int LONGEST_PLAIN = 256;

  /** A name that AWS took has no such characters; a line full of escapes helps nobody. */
  private static final int LONGEST_ESCAPED = 160;

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/][A-Za-z0-9._@+:/-]*");

  private static final String HOST = "[a-z0-9-]\\.[a-z]{2,24}(?::[0-9]{1,5})?";

  private static final Pattern LINK = Pattern.compile("(?i)://|www\\.|mailto:|" + HOST + "/");

  private final String service;
  private final String operation;
  private final String region;
  private final Map<String, JsonNode> parameters = new LinkedHashMap<>();
  private final List<String> leading = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private final List<String> trailing = new ArrayList<>();
  private boolean plain = true;

  private AwsCommand(String service, String operation, String region) {
    this.service = service;
    this.operation = operation;
    this.region = region;
  }

  /** Begins a command; an empty Region leaves it to the profile. */
  static AwsCommand of(String service, String operation, String region) {
    return new AwsCommand(service, operation, region);
  }

  /** Whether a command can carry the value in a line that is still safe to paste. */
  static boolean carries(String value) {
    return value.length() <= LONGEST_PLAIN
        && (isPlain(value)
            || argument(JsonText.object().textNode(value)).length() <= LONGEST_ESCAPED);
  }

  /** Adds a parameter of the operation, by its name in the API. */
  AwsCommand with(String parameter, String option, String value) {
    parameters.put(parameter, JsonText.object().textNode(value));
    options.add("--" + option);
    options.add(value);
    plain &= isPlain(value);
    return this;
  }

  /** Adds CloudTrail's look-up attribute. */
  AwsCommand lookingUp(String key, String value) {
    ObjectNode attribute = JsonText.object().put("AttributeKey", key).put("AttributeValue", value);
    parameters.put("LookupAttributes", JsonText.object().arrayNode().add(attribute));
    options.add("--lookup-attributes");
    options.add("AttributeKey=" + key + ",AttributeValue=" + value);
    plain &= isPlain(value);
    return this;
  }

  /** Adds a parameter whose text is JSON that we wrote, such as a policy. */
  AwsCommand withJson(String parameter, String option, JsonNode value) {
    parameters.put(parameter, JsonText.object().textNode(argument(value)));
    options.add("--" + option);
    options.add(argument(value));
    return this;
  }

  /** Adds a structured parameter, which the CLI takes as JSON. */
  AwsCommand withObject(String parameter, String option, JsonNode value) {
    parameters.put(parameter, value);
    options.add("--" + option);
    options.add(argument(value));
    return this;
  }

  /** Adds a parameter whose text is ours, whatever characters it has. */
  AwsCommand withText(String parameter, String option, String ours) {
    parameters.put(parameter, JsonText.object().textNode(ours));
    options.add("--" + option);
    options.add(ours);
    return this;
  }

  /** Adds an option whose value is always ours and short, ahead of those of the caller's text. */
  AwsCommand first(String option, String value) {
    leading.add("--" + option);
    leading.add(value);
    return this;
  }

  /** Adds an option of the command line itself, or one whose value is always ours. */
  AwsCommand and(String option, String value) {
    trailing.add("--" + option);
    trailing.add(value);
    return this;
  }

  /** All arguments, the program's name first, as the program gets them. */
  List<String> arguments() {
    List<String> all = new ArrayList<>(List.of("aws", service, operation));
    if (!region.isEmpty()) {
      all.addAll(List.of("--region", region));
    }
    all.addAll(leading);
    if (plain) {
      all.addAll(options);
    } else {
      all.add("--cli-input-json");
      all.add(argument(json()));
    }
    all.addAll(trailing);
    return all;
  }

  private ObjectNode json() {
    ObjectNode json = JsonText.object();
    parameters.forEach(json::set);
    return json;
  }

  /**
   * JSON without the one character that would need shell quoting inside single quotes, and without
   * what a mail program would make a link of.
   */
  static String argument(JsonNode json) {
    return JsonText.of(json)
        .replace("'", "\\u0027")
        .replace("://", "\\u003a//")
        .replaceAll("(?i)(" + HOST + ")/", "$1\\\\u002f")
        .replaceAll("(?i)(www)\\.", "$1\\\\u002e")
        .replaceAll("(?i)(mailto):", "$1\\\\u003a");
  }

  private static boolean isPlain(String value) {
    return PLAIN.matcher(value).matches() && !LINK.matcher(value).find();
  }

  /** The command in lines of at most the given width where its words allow. */
  List<String> lines(int width) {
    return CommandLines.of(arguments().stream().map(ShellWord::of).toList(), width);
  }
}
