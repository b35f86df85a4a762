package rdsalert.aws;

import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.AlertPublisher.Topic;
import rdsalert.delivery.Window;

/**
 * Names of the table's items: {@code KIND#378f…#NAME}, where NAME is a call's id or a window's
 * name.
 *
 * <p>The first version had one rule, and its id in each name. There is one alert for a call and one
 * window for the stack now, but the id stays: so two versions that run at once, as they do during a
 * deployment, meet on the same items.
 */
final class Keys {
  /** The partition of the index that holds what still has to be done. */
  static final String DUE = "due";

  /** The item that counts the turns of the present second. */
  static final String PACE = "pace";

  /** The item that notes the stack's settings. */
  static final String SETTINGS = "settings";

  private static final String PROOF = "proof";
  private static final String FIRST_RULE = "378f9024-8a0c-46a5-aa08-ce147ac73a4e";

  private Keys() {}

  static String of(LedgerKey key) {
    return switch (key) {
      case LedgerKey.ForAlert(String callId) -> named("alert", callId);
      case LedgerKey.ForNotice(Window window) -> named("notice", window.name());
      case LedgerKey.ForDigest(Window window) -> named("digest", window.name());
      case LedgerKey.ForProof(String week, Topic topic) -> named(PROOF, week + "/" + topic.name());
      case LedgerKey.Unreadable(String name) -> name;
    };
  }

  /** What an item's name says; a name that says nothing is not an error, it is told on. */
  static LedgerKey parse(String pk) {
    String[] parts = pk.split("#", 3);
    if (parts.length < 3 || !parts[1].equals(FIRST_RULE)) {
      return new LedgerKey.Unreadable(pk);
    }
    try {
      return switch (parts[0]) {
        case "alert" -> new LedgerKey.ForAlert(parts[2]);
        case "notice" -> new LedgerKey.ForNotice(Window.named(parts[2]));
        case "digest" -> new LedgerKey.ForDigest(Window.named(parts[2]));
        case PROOF -> proof(parts[2].split("/", 2));
        default -> new LedgerKey.Unreadable(pk);
      };
    } catch (IllegalArgumentException e) {
      return new LedgerKey.Unreadable(pk);
    }
  }

  private static LedgerKey proof(String[] name) {
    return new LedgerKey.ForProof(name[0], Topic.valueOf(name[name.length - 1]));
  }

  static String places(Window window) {
    return "places#" + window.name();
  }

  /** One of the items that count what a window held. */
  static String count(Window window, int shard) {
    return "count#" + window.name() + "#" + shard;
  }

  /** The partition of the index for what exceptions silenced in a window. */
  static String excepted(Window window) {
    return named("excepted", window.name());
  }

  /** The partition of the index for what a window held back. */
  static String held(Window window) {
    return named("held", window.name());
  }

  private static String named(String kind, String name) {
    return kind + "#" + FIRST_RULE + "#" + name;
  }
}
