package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rdsalert.event.RecordPath;
import rdsalert.pattern.EventPattern;
import rdsalert.text.Row;

/**
 * Something that texts and commands of a rule name.
 *
 * @param noun what it is, such as {@code DB security group}; null if only its value is told
 * @param shortNoun the same for a subject; null if there is no shorter one
 * @param longest the most characters of a value that are shown in a row
 */
public record Fact(
    String name, @Nullable String noun, @Nullable String shortNoun, Source source, int longest) {

  /** Where its values are found. */
  public sealed interface Source {
    /** Whether any of its values can be a text of its own, which a command can name. */
    default boolean hasText() {
      return true;
    }

    /** Whether any of its values can be an element whose fields a command can name. */
    default boolean hasFields() {
      return false;
    }

    /** At the first of some paths that has any; lists are flattened, and each value counts once. */
    record At(List<RecordPath> paths) implements Source {}

    /**
     * Each element of a list.
     *
     * @param that which elements count: a pattern of {@code {"element": …}}; null for all
     * @param say what is said of one; its slots are paths in the element
     */
    record Each(RecordPath list, @Nullable EventPattern that, Row say) implements Source {
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
