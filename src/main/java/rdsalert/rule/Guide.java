package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.text.Template;

/**
 * What a responder should look at, what is likely harmless, and what to do.
 *
 * @param commands the rule's own, by name
 */
public record Guide(
    List<Step> investigate,
    List<Step> respond,
    List<Template> falsePositives,
    Map<String, Command> commands) {

  public record Step(Template text, List<String> commands) {
    private static final Pattern COMMAND = Pattern.compile("\\s*\\[([a-z][a-z-]*)]");

    /** Commands stand behind the text as {@code [name]}; refuses a brace that is no slot's. */
    public static Step of(String step, Template.Nouns nouns) {
      return new Step(
          Template.of(COMMAND.matcher(step).replaceAll("").strip(), nouns),
          COMMAND.matcher(step).results().map((MatchResult found) -> found.group(1)).toList());
    }
  }

  /**
   * A command of the AWS CLI: never a line of shell.
   *
   * @param with values by the API's names of parameters: literals of ours, or {@code {fact}} and
   *     nothing else
   * @param query what to show of the answer; null for all
   * @param each a fact: one command for each of its values; null for one command
   * @param most the most commands, if there are several
   * @param otherwise what is said if the step has no command at all; null for nothing
   */
  public record Command(
      String service,
      String operation,
      Map<String, JsonNode> with,
      @Nullable String query,
      @Nullable String each,
      int most,
      @Nullable Step otherwise) {
    /** A value that is a fact, or one field of its elements. */
    public static final Pattern SLOT = Pattern.compile("\\{([a-z-]+)(?:\\.([A-Za-z0-9]+))?}");
  }
}
