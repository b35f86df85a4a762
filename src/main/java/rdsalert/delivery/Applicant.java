package rdsalert.delivery;

/**
 * Who asks for a place in a window, as far as it decides about the reserve.
 *
 * @param caller tells callers apart, as {@link rdsalert.event.Actor#key()} does
 * @param ruleId the rule that leads the alert
 * @param account the account that was called
 * @param root whether the account's root user called
 * @param urgent whether the call is root's, opens access to the whole internet, or is a hit of a
 *     high or critical rule
 */
public record Applicant(
    String caller, String ruleId, String account, boolean root, boolean urgent) {

  /** Tells apart what a caller does against different rules. */
  String callerAndRule() {
    return "caller " + caller + " rule " + ruleId;
  }

  /** Names the caller among the names in a window. */
  String callerName() {
    return "caller " + caller;
  }

  /** Names the account among the names in a window. */
  String accountName() {
    return "account " + account;
  }
}
