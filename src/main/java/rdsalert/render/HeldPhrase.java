package rdsalert.render;

import java.util.Optional;
import java.util.stream.Collectors;
import rdsalert.briefing.Digest;
import rdsalert.briefing.Digest.Held;
import rdsalert.briefing.Gravity;
import rdsalert.text.Quoting;
import rdsalert.text.Words;

/** Says how many alerts were held, how sure that is, and which of them come first. */
final class HeldPhrase {
  private static final int MOST_NAMED = 10;

  private HeldPhrase() {}

  /** Such as {@code 30 alerts}, or {@code at most 30 alerts}. */
  static String count(Held held) {
    return (held.isExact() ? "" : "at most ") + Words.count(held.number(), "alert");
  }

  /** What a reader has to know of a digest that does not list all, or that completes another. */
  static Optional<String> completeness(Held held) {
    if (held.more()) {
      return Optional.of(
          held.listed() + " can be listed so far; a second digest follows if there are more.");
    }
    if (!held.isExact()) {
      return Optional.of(
          held.listed()
              + " could be listed here; the rest is in the ledger, or was counted by runs that failed.");
    }
    return held.toldBefore().isPresent()
        ? Optional.of(
            "This completes a digest that listed only "
                + held.toldBefore().getAsInt()
                + " of them.")
        : Optional.empty();
  }

  /** The head of a headline, such as {@code 3 by root among }; empty if none is urgent. */
  static String urgent(Digest digest) {
    if (digest.urgent().isEmpty()) {
      return "";
    }
    Digest.UrgentCalls calls = digest.urgent().getFirst();
    return (calls.calls() == 1 ? "one" : calls.calls()) + " " + words(calls) + " among ";
  }

  /** One caller's urgent calls, such as {@code by root, 3 times: …}. */
  static String urgent(Digest.UrgentCalls calls, String first) {
    String times = calls.calls() == 1 ? "" : ", " + calls.calls() + " times, first";
    return words(calls) + times + ": " + first;
  }

  private static String words(Digest.UrgentCalls calls) {
    return calls.first().gravity().words();
  }

  /** What a headline says of the first held alert; empty if it is not urgent. */
  static String oneOfThem(Gravity gravity) {
    return gravity.isUrgent() ? " (one " + gravity.words() + ")" : "";
  }

  /** How many were held by which rule. */
  static String rules(Digest digest, Quoting quoting) {
    return Words.byCount(digest.rules())
        .map(count -> count.getValue() + " " + quoting.quote(count.getKey(), 64))
        .collect(Collectors.joining(", "));
  }

  /** How many each exception silenced: {@code 12 by nightly, 3 by office}; empty for none. */
  static String excepted(Digest digest, Quoting quoting) {
    Digest.Excepted excepted = digest.excepted();
    int others = excepted.counts().size() - MOST_NAMED;
    return Words.byCount(excepted.counts())
            .limit(MOST_NAMED)
            .map(one -> one.getValue() + " by " + quoting.quote(one.getKey(), 64))
            .collect(Collectors.joining(", "))
        + (others > 0 ? ", and " + Words.count(others, "more exception") : "")
        + (excepted.complete() ? "" : ", and more: counting stopped there");
  }
}
