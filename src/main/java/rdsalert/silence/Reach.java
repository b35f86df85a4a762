package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import rdsalert.pattern.Alternatives;

/**
 * How far an exception reaches: what its pattern pins that AWS vouches for. Each alternative of a
 * pattern has to pin it, and each value of the list that does.
 */
public enum Reach {
  /**
   * Users or roles with their account: by ARN, or by the id before a principal's colon, exact or by
   * a prefix that ends at a slash or the colon.
   */
  IDENTITIES,

  /** An account, narrowed by names, tags, a tool, addresses or hours. */
  ACCOUNT,

  /** Any caller, all sessions of a kind, or all who write what it looks for. */
  ANYBODY;

  private static final String CALLER = "detail.userIdentity.";
  private static final String ISSUER = CALLER + "sessionContext.sessionIssuer.";

  private static final Set<String> ARNS = Set.of(CALLER + "arn", ISSUER + "arn");
  private static final Set<String> PRINCIPALS =
      Set.of(CALLER + "principalId", ISSUER + "principalId");
  private static final Set<String> ACCOUNTS =
      Set.of("account", "detail.recipientAccountId", CALLER + "accountId", ISSUER + "accountId");
  private static final Set<String> NAMES =
      Set.of(
          "detail.userAgent", "detail.sourceIPAddress", CALLER + "userName", ISSUER + "userName");
  private static final String PARAMETERS = "detail.requestParameters.";

  private static final String OF_ACCOUNT = "arn:aws[a-z-]*:(iam|sts)::[0-9]{12}:";
  private static final Pattern BEGINS_WITH_ACCOUNT = Pattern.compile(OF_ACCOUNT + ".*");
  private static final Pattern ARN =
      Pattern.compile(OF_ACCOUNT + "(user|role|assumed-role)/.*[^/]");

  /** Paths below which AWS or its console puts roles of every purpose pin nothing. */
  private static final Pattern ARN_PREFIX =
      Pattern.compile(
          OF_ACCOUNT
              + "((user|role)/(?!(aws-reserved|aws-service-role|service-role)/)([^/]+/)+"
              + "|assumed-role/[^/]+/)");

  private static final Pattern PRINCIPAL = Pattern.compile("(AIDA|AROA)[A-Z0-9]+(:.+)?");
  private static final Pattern PRINCIPAL_PREFIX = Pattern.compile("AROA[A-Z0-9]+:");
  private static final Pattern ACCOUNT_ID = Pattern.compile("[0-9]{12}");
  private static final Pattern NARROW_RANGE = Pattern.compile(".+/([89]|[1-9][0-9]|1[0-2][0-9])");
  private static final int SHORTEST = 3;

  /** What a sound pattern reaches, with or without hours beside it. */
  static Reach of(JsonNode pattern, boolean hasHours) {
    return Alternatives.of(pattern).stream()
        .map(alternative -> of(alternative, hasHours))
        .max(Comparator.naturalOrder())
        .orElse(ANYBODY);
  }

  private static Reach of(Map<String, List<JsonNode>> alternative, boolean hasHours) {
    if (anyPath(alternative, Reach::pinsIdentity)) {
      return IDENTITIES;
    }
    boolean narrowed = hasHours || anyPath(alternative, Reach::narrows);
    return narrowed && anyPath(alternative, Reach::pinsAccount) ? ACCOUNT : ANYBODY;
  }

  private static boolean anyPath(
      Map<String, List<JsonNode>> alternative, BiPredicate<String, JsonNode> test) {
    return alternative.entrySet().stream()
        .filter(clause -> !clause.getValue().isEmpty())
        .anyMatch(
            clause ->
                clause.getValue().stream().allMatch(value -> test.test(clause.getKey(), value)));
  }

  private static boolean pinsIdentity(String path, JsonNode value) {
    if (ARNS.contains(path)) {
      return matches(ARN, text(value)) || matches(ARN_PREFIX, prefix(value));
    }
    return PRINCIPALS.contains(path)
        && (matches(PRINCIPAL, text(value)) || matches(PRINCIPAL_PREFIX, prefix(value)));
  }

  private static boolean pinsAccount(String path, JsonNode value) {
    return ARNS.contains(path)
        ? matches(BEGINS_WITH_ACCOUNT, text(value) + prefix(value))
        : ACCOUNTS.contains(path) && matches(ACCOUNT_ID, text(value));
  }

  private static boolean narrows(String path, JsonNode value) {
    return (NAMES.contains(path) || path.startsWith(PARAMETERS)) && saysSomething(value);
  }

  /** Not so {@code exists}, {@code anything-but}, {@code *}, or half of all addresses. */
  private static boolean saysSomething(JsonNode value) {
    if (!value.isObject()) {
      return value.isNumber() || !text(value).isEmpty();
    }
    var matcher = value.properties().iterator().next();
    JsonNode wanted = matcher.getValue();
    String text = wanted.isObject() ? wanted.path("equals-ignore-case").asText("") : text(wanted);
    return switch (matcher.getKey()) {
      case "prefix", "suffix", "wildcard" -> text.replace("*", "").length() >= SHORTEST;
      case "equals-ignore-case" -> !text.isEmpty();
      case "cidr" -> matches(NARROW_RANGE, text);
      default -> false;
    };
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.asText() : "";
  }

  private static String prefix(JsonNode value) {
    return text(value.path("prefix"));
  }

  private static boolean matches(Pattern form, String text) {
    return form.matcher(text).matches();
  }
}
