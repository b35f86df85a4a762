package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.event.Json;
import rdsalert.pattern.EventPattern;
import rdsalert.text.Template;
import rdsalert.text.Template.Row;

/**
 * What a rule tells of a hit.
 *
 * @param facts by name, in the order of the file
 * @param title what happened, in one sentence
 * @param rows by their labels, in the order of the file
 * @param note what a reader has to know of such calls; null if nothing
 * @param resource the thing that was touched, for machines
 */
public record Report(
    Map<String, Fact> facts,
    Template title,
    Map<String, Row> rows,
    @Nullable Note note,
    Resource resource,
    List<Signal> signals) {

  /**
   * Something that texts and commands of a rule name.
   *
   * @param noun what it is, such as {@code DB security group}; null if only its value is told
   * @param shortNoun the same for a subject; null if there is no shorter one
   * @param longest the most characters of a value that are shown in a row
   */
  public record Fact(
      @Nullable String noun, @Nullable String shortNoun, Source source, int longest) {

    public sealed interface Source {
      /** Whether any of its values can be a text of its own, which a command can name. */
      default boolean hasText() {
        return true;
      }

      /** Whether any of its values can be an element whose fields a command can name. */
      default boolean hasFields() {
        return false;
      }

      /**
       * At the first of some paths that has any; lists are flattened, and each value counts once.
       */
      record At(List<Json.Path> paths) implements Source {}

      /**
       * Each element of a list.
       *
       * @param that which elements count: a pattern of {@code {"element": …}}; null for all
       * @param say what is said of one; its slots are paths in the element
       */
      record Each(Json.Path list, @Nullable EventPattern that, Row say) implements Source {
        private static final String ELEMENT = "element";

        static ObjectNode inElement(JsonNode value) {
          return JsonNodeFactory.instance.objectNode().set(ELEMENT, value);
        }

        public boolean counts(JsonNode element) {
          return that == null || that.matches(inElement(element));
        }

        /** The request and the answer are maps; of plain values one slot says all there is. */
        @Override
        public boolean hasText() {
          return that == null
              ? list.names().size() > 1 && say.slots().size() < 2
              : !that.json().path(ELEMENT).isObject();
        }

        @Override
        public boolean hasFields() {
          return that == null || !hasText();
        }
      }

      /** A text of ours, where the event matches. */
      record When(EventPattern pattern, String say) implements Source {}

      /** What several tell, one after the other. */
      record All(List<Source> sources) implements Source {
        @Override
        public boolean hasText() {
          return sources.stream().anyMatch(Source::hasText);
        }

        @Override
        public boolean hasFields() {
          return sources.stream().anyMatch(Source::hasFields);
        }
      }
    }
  }

  /** The same for every hit: a paragraph of the page with its label, and a sentence of the card. */
  public record Note(String label, String page, String card) {}

  /**
   * A resource, of which a rule may know nothing.
   *
   * @param type as AWS names its kind, such as {@code AWS::RDS::DBInstance}; a slot where a rule
   *     knows several
   * @param name the fact that names it, and {@code uid} the fact that is its ARN or id; null if
   *     there is none
   * @param data facts by the names that machines get them under
   */
  public record Resource(
      Template type, @Nullable String name, @Nullable String uid, Map<String, Datum> data) {
    static final Resource NONE =
        new Resource(Template.of("", (_, _) -> null), null, null, Map.of());
  }

  /**
   * A fact for machines.
   *
   * @param list whether it is a list of all its values, else its first value
   */
  public record Datum(String fact, boolean list) {}

  public enum Bearing {
    WORSE,
    NEUTRAL,
    BETTER
  }

  /**
   * Something that changes how a hit is judged. It holds if the event matches, one of the words
   * stands in one of the facts, the fact names a foreign account, and {@code say} lacks no fact;
   * what is null is not asked.
   *
   * @param foreign a fact of account ids or ARNs, of which one belongs to another account
   * @param words finds whole words, in the facts that {@code in} names
   */
  public record Signal(
      String id,
      Bearing bearing,
      Template say,
      @Nullable EventPattern when,
      @Nullable String foreign,
      @Nullable Pattern words,
      List<String> in) {}

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
     * @param each a fact: a command for each of its first values; null for one command
     * @param otherwise what is said if the step has no command at all; null for nothing
     */
    public record Command(
        String service,
        String operation,
        Map<String, JsonNode> with,
        @Nullable String query,
        @Nullable String each,
        @Nullable Step otherwise) {
      /** A value that is a fact, or one field of its elements. */
      public static final Pattern SLOT = Pattern.compile("\\{([a-z-]+)(?:\\.([A-Za-z0-9]+))?}");
    }
  }
}
