package rdsalert.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A policy document, judged by the rules of IAM as far as the template needs them. What it does not
 * know makes the test fail, not pass.
 *
 * @param document the policy
 * @param resolve makes what CloudFormation would make of a text in it
 */
public record AwsPolicy(JsonNode document, UnaryOperator<String> resolve) {

  /**
   * One request.
   *
   * @param principal the role, user or account behind it; null if AWS names none, as for some of
   *     its own services
   */
  public record Request(@Nullable String principal, String action, String resource) {}

  /** Whether a statement allows the request. A denial elsewhere would still win. */
  public boolean allows(Request request) {
    return applies("Allow", request);
  }

  /** Whether a statement denies the request: no other policy can make up for that. */
  public boolean denies(Request request) {
    return applies("Deny", request);
  }

  private boolean applies(String effect, Request request) {
    return texts(document.path("Statement"))
        .filter(statement -> statement.path("Effect").asText().equals(effect))
        .anyMatch(statement -> applies(statement, request));
  }

  private boolean applies(JsonNode statement, Request request) {
    return matches(statement.path("Action"), request.action().toLowerCase(Locale.ROOT))
        && matches(statement.path("Resource"), request.resource())
        && isForAnybody(statement.path("Principal"))
        && conditionsHold(statement.path("Condition"), request);
  }

  /** A role's own policy names no principal. */
  private static boolean isForAnybody(JsonNode principal) {
    if (principal.isMissingNode() || principal.asText().equals("*")) {
      return true;
    }
    throw new AssertionError("cannot judge the principal " + principal);
  }

  private boolean conditionsHold(JsonNode conditions, Request request) {
    return conditions.properties().stream()
        .allMatch(
            condition -> {
              JsonNode principals = condition.getValue().path("aws:PrincipalArn");
              if (!condition.getKey().equals("ArnNotEquals") || principals.isMissingNode()) {
                throw new AssertionError("cannot judge the condition " + condition);
              }
              return request.principal() == null || !matches(principals, request.principal());
            });
  }

  private boolean matches(JsonNode patterns, String text) {
    return texts(patterns)
        .map(pattern -> resolve.apply(pattern.asText()))
        .anyMatch(pattern -> matches(pattern, text));
  }

  private static boolean matches(String pattern, String text) {
    boolean isAction = pattern.matches("[a-z-]+:[A-Za-z*]+");
    String wanted = isAction ? pattern.toLowerCase(Locale.ROOT) : pattern;
    String regex = Pattern.quote(wanted).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return text.matches(regex);
  }

  private static Stream<JsonNode> texts(JsonNode oneOrMore) {
    return oneOrMore.isArray()
        ? StreamSupport.stream(oneOrMore.spliterator(), false)
        : Stream.of(oneOrMore);
  }
}
