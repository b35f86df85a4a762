package rdsalert.render;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import rdsalert.briefing.Alert.Position;
import rdsalert.briefing.Digest;
import rdsalert.briefing.Digest.Held;
import rdsalert.briefing.HeldAlert;
import rdsalert.briefing.WindowReport;
import rdsalert.briefing.WindowReport.CapNotice;
import rdsalert.text.Links;
import rdsalert.text.SafeText;
import rdsalert.text.Said;
import rdsalert.text.Words;

/** Says how many alerts were held, how sure that is, and which of them come first. */
final class HeldPhrase {
  private static final int MOST_NAMED = 10;

  private HeldPhrase() {}

  static String subject(WindowReport report) {
    String subject =
        switch (report) {
          case CapNotice notice -> subject(notice.first(), notice.position());
          case Digest digest ->
              headline(digest, " held ") + ", " + actors(digest) + ": " + digest.rule().name();
        };
    return Links.line(subject, Headlines.LONGEST_SUBJECT);
  }

  private static String subject(HeldAlert first, Position window) {
    return String.format(
        Locale.ROOT,
        "Alerts held%s until %s, over the cap of %s in %s",
        oneOfThem(first),
        Words.clock(window.end()),
        window.cap(),
        Headlines.place(first.scope()));
  }

  static String sms(CapNotice notice) {
    HeldAlert first = notice.first();
    return Headlines.sms(
        String.format(
            Locale.ROOT,
            "Alerts held until %s, over the cap of %s, then listed. First held: %s%s",
            Words.clock(notice.position().end()),
            notice.position().cap(),
            SafeText.word(Words.shortName(first.actorName()), 30),
            first.gravity().isUrgent() ? ", " + first.gravity().words() : ""));
  }

  static String sms(Digest digest) {
    return Headlines.sms(
        headline(digest, " held ") + " by " + actors(digest) + ". See email for the list.");
  }

  /** Who is not listed may be another. */
  private static String actors(Digest digest) {
    String count = Words.count(digest.callers().count(), "actor");
    return (digest.held().isExact() ? "" : "at least ") + count;
  }

  /** Such as {@code 3 by root among at most 30 alerts held from 09:30Z to 09:40Z}. */
  static String headline(Digest digest, String held) {
    String count =
        (digest.held().isExact() ? "" : "at most ") + Words.count(digest.held().number(), "alert");
    return Words.capitalized(urgent(digest.calls().urgent()) + count)
        + held
        + digest.position().windowWords();
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
              + " could be listed here; the rest is in the ledger, or was counted by runs that"
              + " failed.");
    }
    return held.toldBefore().stream()
        .mapToObj(told -> "This completes a digest that listed only " + told + " of them.")
        .findFirst();
  }

  private static String urgent(List<Digest.UrgentCalls> urgent) {
    return urgent.stream()
        .findFirst()
        .map(one -> (one.calls() == 1 ? "one" : one.calls()) + " " + words(one) + " among ")
        .orElse("");
  }

  /** One caller's urgent calls, such as {@code by root, 3 times: …}. */
  static Said urgent(Digest.UrgentCalls calls, Said first) {
    String times = calls.calls() == 1 ? "" : ", " + calls.calls() + " times, first";
    return Said.of(words(calls) + times + ": ").and(first);
  }

  private static String words(Digest.UrgentCalls calls) {
    return calls.first().gravity().words();
  }

  /** What a headline says of the first held alert; empty if it is not urgent. */
  static String oneOfThem(HeldAlert first) {
    return first.gravity().isUrgent() ? " (one " + first.gravity().words() + ")" : "";
  }

  static Said rules(Digest digest) {
    return counts(Words.byCount(digest.counts().rules()), " ");
  }

  /** How many each exception silenced: {@code 12 by nightly, 3 by office}; empty for none. */
  static Said excepted(Digest digest) {
    Map<String, Integer> excepted = digest.counts().excepted();
    int others = excepted.size() - MOST_NAMED;
    return counts(Words.byCount(excepted).limit(MOST_NAMED), " by ")
        .and(others > 0 ? ", and " + Words.count(others, "more exception") : "")
        .and(digest.counts().allExcepted() ? "" : ", and more: counting stopped there");
  }

  private static Said counts(Stream<Map.Entry<String, Integer>> counts, String by) {
    return Said.join(
        ", ", counts.map(one -> Said.quote(one.getValue() + by, one.getKey(), 64)).toList());
  }
}
