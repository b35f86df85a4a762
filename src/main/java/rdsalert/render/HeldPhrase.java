package rdsalert.render;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Alert.Position;
import rdsalert.briefing.Digest;
import rdsalert.briefing.Digest.Held;
import rdsalert.briefing.HeldAlert;
import rdsalert.briefing.WindowReport;
import rdsalert.briefing.WindowReport.CapNotice;
import rdsalert.rule.DetectionRule;
import rdsalert.text.Links;
import rdsalert.text.SafeText;
import rdsalert.text.Said;
import rdsalert.text.Template;
import rdsalert.text.Words;

/** Says how many alerts were held, how sure that is, which come first, and what each is. */
final class HeldPhrase {
  private static final int MOST_NAMED = 10;

  /** Of a name or an address that another chose. */
  static final int LONGEST = 64;

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
    String held = "Alerts held" + oneOfThem(first) + " until " + Words.clock(window.end());
    return held + ", over the cap of " + window.cap() + " in " + Headlines.place(first.scope());
  }

  static String sms(CapNotice notice) {
    HeldAlert first = notice.first();
    Position window = notice.position();
    String held = "Alerts held until " + Words.clock(window.end()) + ", over the cap of ";
    String who = SafeText.word(Words.shortName(first.actorName()), 30);
    String urgent = first.gravity().isUrgent() ? ", " + first.gravity().words() : "";
    return Headlines.sms(held + window.cap() + ", then listed. First held: " + who + urgent);
  }

  static String sms(Digest digest) {
    return Headlines.sms(
        headline(digest, " held ") + " by " + actors(digest) + ". See email for the list.");
  }

  /** Who is not listed may be another. */
  private static String actors(Digest digest) {
    String count = Words.count(digest.callers().count(), "actor");
    int rules = digest.rules().size();
    return (digest.held().isExact() ? "" : "at least ")
        + count
        + (rules > 1 ? ", " + rules + " rules" : "");
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
          held.listed() + " can be listed so far; a second digest follows if more turn up.");
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
    if (urgent.isEmpty()) {
      return "";
    }
    int calls = urgent.getFirst().calls();
    String words = urgent.getFirst().first().gravity().words();
    return (calls == 1 ? "one" : calls) + " " + words + " among ";
  }

  /** One caller's urgent calls, such as {@code by root, 3 times: …}. */
  static Said urgent(Digest.UrgentCalls calls, Said first) {
    String times = calls.calls() == 1 ? "" : ", " + calls.calls() + " times, first";
    return Said.of(calls.first().gravity().words() + times + ": ").and(first);
  }

  /** What a headline says of the first held alert; empty if it is not urgent. */
  static String oneOfThem(HeldAlert first) {
    return first.gravity().isUrgent() ? " (one " + first.gravity().words() + ")" : "";
  }

  /** Who called how often, and how many more there are. */
  static List<Said> callers(Digest digest, int most) {
    List<Said> lines = new ArrayList<>();
    for (Digest.ActorCount one : digest.callers().named().stream().limit(most).toList()) {
      lines.add(Said.quote(one.held() + " by ", Words.shortName(one.name()), LONGEST));
    }
    int more = digest.callers().count() - lines.size();
    if (more > 0) {
      lines.add(Said.of("and " + Words.count(more, "more caller") + ", not listed here"));
    }
    return lines;
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
        ", ", counts.map(one -> Said.quote(one.getValue() + by, one.getKey(), LONGEST)).toList());
  }

  /** Who did what, from where; the rule's title if it is the held alert's own. */
  static Said sentence(HeldAlert held, DetectionRule rule) {
    Said who = Said.quote(Words.shortName(held.actorName()), LONGEST);
    Template.Slots slots = slot -> slot.equals("actor") ? who : resource(held, rule, slot);
    Said what =
        held.gravity().ruleId().equals(rule.id())
            ? rule.report().title().fill(slots)
            : who.and(": ").and(said(held.resource(), "no name recorded"));
    return what.and(" from ").and(said(held.sourceAddress(), "an unrecorded address"));
  }

  private static Said said(@Nullable String theirs, String otherwise) {
    return theirs == null ? Said.of(otherwise) : Said.quote(theirs, LONGEST);
  }

  /** The resource is all that is kept of the facts of a held alert; the rest reads as its noun. */
  private static @Nullable Said resource(HeldAlert held, DetectionRule rule, String slot) {
    String name = held.resource();
    return name != null && slot.equals(rule.report().resource().name())
        ? Said.quote(name, LONGEST)
        : null;
  }

  /** The lines of a digest: when, who, what, from which address; equal ones only once. */
  static List<Said> lines(Digest digest) {
    Map<Said, List<HeldAlert>> alike = new LinkedHashMap<>();
    for (HeldAlert held : digest.calls().first()) {
      alike.computeIfAbsent(call(held, digest), call -> new ArrayList<>()).add(held);
    }
    return alike.entrySet().stream()
        .map(one -> Said.of(times(one.getValue())).and(one.getKey()))
        .toList();
  }

  /** Who, what and from where; which account, Region and rule as far as there are several. */
  static Said call(HeldAlert held, Digest digest) {
    return who(held).and(places(held, digest) + rule(held, digest));
  }

  private static String places(HeldAlert held, Digest digest) {
    return (digest.counts().accounts().size() > 1 ? ", " + SafeText.word(held.account(), 20) : "")
        + (digest.counts().regions().size() > 1 ? ", " + SafeText.word(held.region(), 32) : "");
  }

  /** What the call did, where that is not the same of all. */
  private static String rule(HeldAlert held, Digest digest) {
    boolean several = digest.counts().rules().size() > 1;
    return several ? digest.ruleOf(held).map(rule -> ": " + rule.name()).orElse("") : "";
  }

  private static Said who(HeldAlert held) {
    return Said.join(
        ", ",
        List.of(
            Said.quote(Words.shortName(held.actorName()), LONGEST),
            said(held.resource(), "no name"),
            said(held.sourceAddress(), "no address")));
  }

  private static String times(List<HeldAlert> held) {
    List<Instant> times = held.stream().map(HeldAlert::eventTime).sorted().toList();
    return times.size() == 1
        ? Words.utc(times.getFirst()) + " "
        : Words.span(times.getFirst(), times.getLast()) + ", " + times.size() + " times: ";
  }
}
