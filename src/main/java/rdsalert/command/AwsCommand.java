package rdsalert.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import rdsalert.text.JsonText;
import rdsalert.text.Links;
import rdsalert.text.Page;
import rdsalert.text.SafeText;
import rdsalert.text.Words;

/**
 * A command of the AWS CLI, ready to paste into any POSIX shell.
 *
 * <p>Values that are plain words become options. Does one hold anything else, all of them go into
 * one {@code --cli-input-json} argument of printable ASCII: so a value is never taken for an
 * option, a file to read ({@code file://…}), the CLI's shorthand or a shell's special character.
 */
public final class AwsCommand {
  private static final int LONGEST_PLAIN = 256;

  /** A name that AWS accepted has no such characters; a line full of escapes is of no use. */
  private static final int LONGEST_ESCAPED = 160;

  /** What of a line an option's own name leaves to its values. */
  private static final int LONGEST_LIST = 80;

  /** The CLI reads what a value with {@code ://} points to. */
  private static final Pattern PLAIN = Pattern.compile("(?!.*://)[A-Za-z0-9_/][A-Za-z0-9._@+:/-]*");

  /** Where the AWS CLI puts hyphens into the API's names of parameters: not into {@code ARNs}. */
  private static final Pattern HYPHEN =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])(?![A-Z]s$)");

  private static final String INDENT = "  ";
  private static final String MORE = " \\";
  private static final Pattern SHELL_WORD = Pattern.compile("[A-Za-z0-9._@%+=:,/-]+");

  private final Map<String, JsonNode> parameters = new LinkedHashMap<>();
  private final List<String> leading = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private final List<String> trailing = new ArrayList<>();
  private boolean plain = true;

  /** Begins a command; an empty Region leaves it to the profile. */
  public AwsCommand(String service, String operation, String region) {
    leading.addAll(List.of("aws", service, operation));
    if (!region.isEmpty()) {
      leading.addAll(List.of("--region", region));
    }
  }

  /** Begins a look-up in the event history of a Region. */
  static AwsCommand lookUp(String region, Instant since) {
    return new AwsCommand("cloudtrail", "lookup-events", region)
        .first("start-time", Words.argument(since));
  }

  /** Whether a command can carry the value in a line that is still safe to paste. */
  public static boolean carries(String value) {
    return value.length() <= LONGEST_PLAIN
        && (isPlain(value)
            || JsonText.argument(TextNode.valueOf(value)).length() <= LONGEST_ESCAPED);
  }

  /** Adds a parameter of the operation, by its name in the API, with a text of the event. */
  public AwsCommand with(String parameter, String value) {
    return with(parameter, TextNode.valueOf(value), isPlain(value));
  }

  /** The same for any value; {@code safe} if every text in it is ours or a plain word. */
  public AwsCommand with(String parameter, JsonNode value, boolean safe) {
    parameters.put(parameter, value);
    plain &= safe;
    if (value.isBoolean()) {
      options.add((value.asBoolean() ? "--" : "--no-") + option(parameter));
      return this;
    }
    options.add("--" + option(parameter));
    if (value.isArray() && isShortList(value)) {
      value.forEach(element -> options.add(element.asText()));
    } else {
      options.add(value.isContainerNode() ? JsonText.argument(value) : value.asText());
    }
    return this;
  }

  /** A list that fits a line is written as words; a longer one is one word of JSON. */
  private static boolean isShortList(JsonNode value) {
    return value.valueStream().allMatch(JsonNode::isTextual)
        && value.valueStream().mapToInt(text -> text.asText().length() + 1).sum() <= LONGEST_LIST;
  }

  static String option(String parameter) {
    return HYPHEN.matcher(parameter).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  public AwsCommand lookingUp(String key, String value) {
    ObjectNode attribute = JsonText.object().put("AttributeKey", key).put("AttributeValue", value);
    parameters.put("LookupAttributes", JsonText.object().arrayNode().add(attribute));
    options.add("--lookup-attributes");
    options.add("AttributeKey=" + key + ",AttributeValue=" + value);
    plain &= isPlain(value);
    return this;
  }

  /** Adds an option whose value is always ours and short, ahead of those of the caller's text. */
  public AwsCommand first(String option, String value) {
    leading.addAll(List.of("--" + option, value));
    return this;
  }

  /** Adds an option of the command line itself, or one whose value is always ours. */
  public AwsCommand and(String option, String value) {
    trailing.addAll(List.of("--" + option, value));
    return this;
  }

  public List<String> arguments() {
    List<String> all = new ArrayList<>(leading);
    if (plain) {
      all.addAll(options);
    } else {
      all.add("--cli-input-json");
      all.add(JsonText.argument(JsonText.object().setAll(parameters)));
    }
    all.addAll(trailing);
    return all;
  }

  /** Whether a value is a word that neither a shell nor the CLI takes for anything else. */
  static boolean isPlain(String value) {
    return PLAIN.matcher(value).matches();
  }

  /** The lines of the command, no wider than a page where words allow, one command when pasted. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String chunk : chunks()) {
      int width = line.length() + 1 + chunk.length() + MORE.length();
      if (!line.isEmpty() && width > Page.COMMAND_WIDTH) {
        lines.add(line + MORE);
        line = new StringBuilder(INDENT).append(chunk);
      } else {
        line.append(line.isEmpty() ? "" : " ").append(chunk);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  /**
   * An option stays with its values, however long: apart, neither can be read. What would make a
   * link is looked for in the whole command first.
   */
  private List<String> chunks() {
    List<String> words = arguments();
    words.replaceAll(word -> SHELL_WORD.matcher(word).matches() ? word : quoted(word));
    if (!Links.in(String.join(" ", words)).isEmpty()) {
      words.replaceAll(word -> word.startsWith("--") ? word : withoutLinks(word));
    }
    List<String> chunks = new ArrayList<>();
    for (String word : words) {
      if (chunks.isEmpty() || !chunks.getLast().startsWith("--") || word.startsWith("--")) {
        chunks.add(word);
      } else {
        chunks.set(chunks.size() - 1, chunks.getLast() + " " + word);
      }
    }
    return chunks;
  }

  /** Quotes an argument for any POSIX shell; none can show more than printable ASCII. */
  static String quoted(String argument) {
    if (!SafeText.isPrintable(argument)) {
      throw new IllegalArgumentException("a shell word must be printable ASCII");
    }
    return "'" + argument.replace("'", "'\\''") + "'";
  }

  /**
   * What would make a link is quoted once more, which no shell minds: {@code --user-name
   * evil'.'com}; between quotes it is not quoted, and if it must be, by the other kind.
   */
  static String withoutLinks(String word) {
    return Links.replaced(
        word, part -> SHELL_WORD.matcher(part).matches() ? "'" + part + "'" : "'\"" + part + "\"'");
  }
}
