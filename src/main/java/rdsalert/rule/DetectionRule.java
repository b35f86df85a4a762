package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import rdsalert.pattern.EventPattern;

/**
 * What to alert on, and all that is known about it: the content of one file in {@code
 * rdsalert/rules}.
 *
 * @param id the stable id of the rule, which never changes
 * @param pattern decides whether an event is a hit
 * @param onRequest whether it is off unless a team asks for it
 * @param isOwn whether it watches the stack itself; such a rule can be neither switched off nor
 *     excepted
 */
public record DetectionRule(
    String id,
    About about,
    Rating rating,
    EventPattern pattern,
    Report report,
    Guide guide,
    boolean onRequest,
    boolean isOwn) {

  /** What people are told of the rule itself; the references are links, the most telling first. */
  public record About(String name, int version, String description, List<String> references) {
    public About {
      Require.that(!name.isBlank(), "name must not be blank");
      references = List.copyOf(references);
    }
  }

  public static final Comparator<DetectionRule> GRAVEST_FIRST =
      (one, other) -> Integer.compare(other.riskScore(), one.riskScore());

  /** Ids are part of the ledger's keys, whose parts a # separates. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public DetectionRule {
    Require.that(ID.matcher(id).matches(), "id must be letters, digits and . _ - but is " + id);
  }

  /** Of the id alone: a hash of all parts is made of classes that each start would have to load. */
  @Override
  public int hashCode() {
    return id.hashCode();
  }

  public List<String> calls() {
    JsonNode names = pattern.json().path("detail").path("eventName");
    return names.valueStream().map(JsonNode::asText).toList();
  }

  /** The first service that it looks for calls of, such as {@code rds.amazonaws.com}. */
  public String service() {
    return pattern.json().path("detail").path("eventSource").path(0).asText();
  }

  public String name() {
    return about.name();
  }

  public Rating.Severity severity() {
    return rating.severity();
  }

  public int riskScore() {
    return rating.riskScore();
  }

  /** Such as {@code Snapshot Made Public (severity critical, risk 91)}. */
  public String nameAndRating() {
    return name() + " (" + rating.words() + ")";
  }
}
