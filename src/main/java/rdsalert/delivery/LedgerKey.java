package rdsalert.delivery;

/** What a ledger entry is about. */
public sealed interface LedgerKey {
  record ForAlert(String callId) implements LedgerKey {}

  /** What tells people of a window. */
  sealed interface ForReport extends LedgerKey {
    Window window();
  }

  /** The notice that a window's cap is reached. */
  record ForNotice(Window window) implements ForReport {}

  /** The digest of what a window held back. */
  record ForDigest(Window window) implements ForReport {}

  /** The message of a week's proof of life, to one of the topics. */
  record ForProof(String week, Topic topic) implements LedgerKey {}

  /** Where messages go. */
  enum Topic {
    ALERTS,
    /** For those who watch over the stack itself; depends on as little of it as can be. */
    WATCH
  }

  /** A name in the ledger that this version cannot read. */
  record Unreadable(String name) implements LedgerKey {}
}
