package rdsalert.delivery;

/** What a ledger entry is about: one alert, or the notice or digest of one window. */
public sealed interface LedgerKey {
  /** The rule the entry belongs to. */
  String ruleId();

  /** An alert of a rule on an event. */
  record ForAlert(String ruleId, String eventId) implements LedgerKey {}

  /** The notice that a window's cap is reached. */
  record ForNotice(String ruleId, Window window) implements LedgerKey {}

  /** The digest of what a window held back. */
  record ForDigest(String ruleId, Window window) implements LedgerKey {}
}
