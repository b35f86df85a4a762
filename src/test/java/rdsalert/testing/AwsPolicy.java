package rdsalert.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
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
   * @param principal the role, user or account behind it, or a service such as {@code
   *     events.amazonaws.com}; null if AWS names none, as for some of its own services
   * @param context what else the request says of itself, by the keys of conditions
   */
  public record Request(
      @Nullable String principal, String action, String resource, Map<String, String> context) {
    public Request {
      context = Map.copyOf(context);
    }

    public Request(@Nullable String principal, String action, String resource) {
      this(principal, action, resource, Map.of());
    }

    private boolean isService() {
      return principal != null && principal.endsWith(".amazonaws.com");
    }

    private @Nullable String value(String key) {
      return switch (key) {
        case "aws:PrincipalArn" -> isService() ? null : principal;
        case "aws:PrincipalIsAWSService" -> Boolean.toString(isService());
        case "aws:SecureTransport" -> "true";
        default -> context.get(key);
      };
    }
  }

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
        && isFor(statement.path("Principal"), request)
        && conditionsHold(statement.path("Condition"), request);
  }

  /** A role's own policy names no principal. */
  private boolean isFor(JsonNode principal, Request request) {
    if (principal.isMissingNode() || principal.asText().equals("*")) {
      return true;
    }
    JsonNode named = principal.path(request.isService() ? "Service" : "AWS");
    return request.principal() != null && matches(named, request.principal());
  }

  private boolean conditionsHold(JsonNode conditions, Request request) {
    return conditions.properties().stream()
        .allMatch(
            condition ->
                condition.getValue().properties().stream()
                    .allMatch(
                        key ->
                            holds(
                                condition.getKey(), key.getValue(), request.value(key.getKey()))));
  }

  /** A negated operator holds where the key is absent, any other only with {@code IfExists}. */
  private boolean holds(String operator, JsonNode wanted, @Nullable String found) {
    boolean ifExists = operator.endsWith("IfExists");
    return switch (operator.replace("IfExists", "")) {
      case "ArnEquals", "ArnLike", "StringEquals", "Bool" ->
          found == null ? ifExists : matches(wanted, found);
      case "ArnNotEquals", "ArnNotLike" -> found == null || !matches(wanted, found);
      default -> throw new AssertionError("cannot judge the operator " + operator);
    };
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

  /** Both branches of a condition of CloudFormation count. */
  private static Stream<JsonNode> texts(JsonNode oneOrMore) {
    if (oneOrMore.isArray()) {
      return StreamSupport.stream(oneOrMore.spliterator(), false).flatMap(AwsPolicy::texts);
    }
    return oneOrMore.isMissingNode() ? Stream.empty() : Stream.of(oneOrMore);
  }
}
