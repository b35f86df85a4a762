package rdsalert.alert;

import java.util.Optional;
import rdsalert.alert.Digest.Held;

/** Says how many alerts were held, how sure that is, and which of them come first. */
final class HeldPhrase {
  private HeldPhrase() {}

  /** Such as {@code 30 alerts}, or {@code at most 30 alerts}. */
  static String count(Held held) {
    return (held.isExact() ? "" : "at most ") + Phrases.count(held.number(), "alert");
  }

  /** What a reader has to know of a digest that does not list all, or that completes another. */
  static Optional<String> completeness(Held held) {
    if (held.more()) {
      return Optional.of(
          held.listed() + " can be listed so far; a second digest follows if there are more.");
    }
    if (!held.isExact()) {
      return Optional.of(
          held.listed() + " could be listed; the rest were counted by runs that failed.");
    }
    return held.toldBefore().isPresent()
        ? Optional.of(
            "This completes a digest that listed only "
                + held.toldBefore().getAsInt()
                + " of them.")
        : Optional.empty();
  }

  /** The head of a headline, such as {@code one by root among }; empty if none is urgent. */
  static String urgent(Digest digest) {
    return digest.urgent().isEmpty()
        ? ""
        : "one " + digest.urgent().getFirst().gravity().words() + " among ";
  }
}
