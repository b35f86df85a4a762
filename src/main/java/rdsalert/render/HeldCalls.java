package rdsalert.render;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Digest;
import rdsalert.briefing.HeldAlert;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.Report;
import rdsalert.text.SafeText;
import rdsalert.text.Said;
import rdsalert.text.Template;
import rdsalert.text.Words;

/** Lines about single held alerts. */
final class HeldCalls {
  private static final int LONGEST = 64;

  private HeldCalls() {}

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
    Report.Resource resource = rule.report().resource();
    String name = held.resource();
    return name != null && resource != null && slot.equals(resource.name())
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

  static Said call(HeldAlert held) {
    return Said.of(Words.utc(held.eventTime()) + " ")
        .and(who(held))
        .and(", " + Headlines.where(held.scope()));
  }

  private static Said call(HeldAlert held, Digest digest) {
    return who(held)
        .and(digest.counts().accounts().size() > 1 ? ", " + SafeText.word(held.account(), 20) : "")
        .and(digest.counts().regions().size() > 1 ? ", " + SafeText.word(held.region(), 32) : "");
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
    Instant first = held.getFirst().eventTime();
    return held.size() == 1
        ? Words.utc(first) + " "
        : String.format(
            Locale.ROOT,
            "%s, %s times: ",
            Words.span(first, held.getLast().eventTime()),
            held.size());
  }
}
