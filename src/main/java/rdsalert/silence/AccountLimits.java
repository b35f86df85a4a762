package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.Rating.Severity;

/**
 * What an exception does not cover if it rests on an account with names, tags or hours: anyone in
 * the account can meet those.
 */
final class AccountLimits {
  private static final Pattern WHOLE_INTERNET = Pattern.compile("[0-9a-fA-F:.]+/0+");

  private AccountLimits() {}

  /** Why it does not cover a hit, as the end of a sentence; empty if it does. */
  static Optional<String> objection(Silence exception, DetectionRule rule, ManagementEvent event) {
    if (!event.account().equals(event.actor().account())) {
      return Optional.of("names no caller, so it does not cover callers from another account");
    }
    if (opensToAll(event.json().at("/detail/requestParameters"))) {
      return Optional.of("names no caller, so it does not cover access for the whole internet");
    }
    return exception.ruleId() == null && rule.severity().compareTo(Severity.HIGH) >= 0
        ? Optional.of("names neither caller nor rule, so it covers no rule of high severity")
        : Optional.empty();
  }

  private static boolean opensToAll(JsonNode node) {
    return WHOLE_INTERNET.matcher(node.asText("")).matches()
        || node.path("publiclyAccessible").asBoolean(false)
        || node.valueStream().anyMatch(AccountLimits::opensToAll);
  }
}
