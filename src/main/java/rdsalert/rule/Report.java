package rdsalert.rule;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.pattern.EventPattern;
import rdsalert.text.Row;
import rdsalert.text.Template;

/**
 * What a rule tells of a hit.
 *
 * @param facts by name, in the order of the file
 * @param title what happened, in one sentence
 * @param rows by their labels, in the order of the file
 * @param note what a reader has to know of such calls; null if nothing
 * @param resource the thing that was touched, for machines; null if there is none
 */
public record Report(
    Map<String, Fact> facts,
    Template title,
    Map<String, Row> rows,
    @Nullable Note note,
    @Nullable Resource resource,
    List<Signal> signals) {

  /** The same for every hit: a paragraph of the page with its label, and a sentence of the card. */
  public record Note(String label, String page, String card) {}

  /**
   * A resource.
   *
   * @param type as AWS names its kind, such as {@code AWS::RDS::DBInstance}; a slot where a rule
   *     knows several
   * @param name the fact that names it, and {@code uid} the fact that is its ARN or id; null if
   *     there is none
   * @param data facts by the names that machines get them under
   */
  public record Resource(
      Template type, @Nullable String name, @Nullable String uid, Map<String, Datum> data) {}

  /**
   * A fact for machines.
   *
   * @param list whether it is a list of all its values, else its first value
   */
  public record Datum(String fact, boolean list) {}

  /** Which way a signal points. */
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
}
