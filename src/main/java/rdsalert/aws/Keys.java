package rdsalert.aws;

import rdsalert.delivery.LedgerKey;
import rdsalert.delivery.Window;

/**
 * Names of the table's items: {@code KIND#RULE#NAME}, where NAME is an event id or a window's name.
 */
final class Keys {
  /** The partition of the index that holds what still has to be done. */
  static final String DUE = "due";

  private Keys() {}

  static String of(LedgerKey key) {
    return switch (key) {
      case LedgerKey.ForAlert(String rule, String eventId) -> "alert#" + rule + "#" + eventId;
      case LedgerKey.ForNotice(String rule, Window window) -> named("notice", rule, window);
      case LedgerKey.ForDigest(String rule, Window window) -> named("digest", rule, window);
    };
  }

  static LedgerKey parse(String pk) {
    String[] parts = pk.split("#", 3);
    if (parts.length == 3) {
      switch (parts[0]) {
        case "alert" -> {
          return new LedgerKey.ForAlert(parts[1], parts[2]);
        }
        case "notice" -> {
          return new LedgerKey.ForNotice(parts[1], Window.named(parts[2]));
        }
        case "digest" -> {
          return new LedgerKey.ForDigest(parts[1], Window.named(parts[2]));
        }
        default -> {}
      }
    }
    throw new IllegalArgumentException("not the key of a ledger entry: " + pk);
  }

  static String window(String ruleId, Window window) {
    return named("window", ruleId, window);
  }

  static String page(String ruleId, Window window, long page) {
    return window(ruleId, window) + "#" + page;
  }

  /** The partition of the index that holds what exceptions silenced in a window. */
  static String excepted(String ruleId, Window window) {
    return named("excepted", ruleId, window);
  }

  /** The partition of the index that holds what a window held back. */
  static String held(String ruleId, Window window) {
    return named("held", ruleId, window);
  }

  private static String named(String kind, String ruleId, Window window) {
    return kind + "#" + ruleId + "#" + window.name();
  }
}
