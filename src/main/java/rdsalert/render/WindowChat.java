package rdsalert.render;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rdsalert.briefing.CapNotice;
import rdsalert.briefing.ConsoleLinks;
import rdsalert.briefing.Digest;
import rdsalert.briefing.HeldAlert;
import rdsalert.briefing.Position;
import rdsalert.rule.DetectionRule;
import rdsalert.text.SafeText;
import rdsalert.text.Times;
import rdsalert.text.Words;

/** The chat cards of notices and digests; both of one window share a thread. */
final class WindowChat {
  private static final int MOST_ACTORS = 5;

  private WindowChat() {}

  static ChatCard of(CapNotice notice, Instant now) {
    HeldAlert first = notice.first();
    return card(
        MessageIds.of(notice),
        notice.rule(),
        notice.position(),
        "Alerts are held"
            + HeldPhrase.oneOfThem(first.gravity())
            + ", over the cap of "
            + notice.position().cap(),
        List.of(
            "Held from "
                + Times.utc(notice.raisedAt())
                + " ("
                + Times.ago(notice.raisedAt(), now)
                + ") until "
                + Times.clock(notice.position().end())
                + "; soon after, one digest counts and lists them. Nothing is lost.",
            "First held: "
                + HeldCalls.sentence(first, notice.rule(), SafeText::chat)
                + (first.gravity().isUrgent()
                    ? ". Look at it now (" + first.gravity().words() + ")."
                    : ""),
            "Many calls at once: a loop in a tool, or somebody hiding one call among many."),
        List.of(
            "Look at the alerts you have; do not wait for the digest.",
            "Open CloudTrail: " + ConsoleLinks.history(first.region())),
        new ChatCard.Summary(
            SafeText.unmarked(WindowHeadlines.subject(notice)), "AlertCapReached"));
  }

  static ChatCard of(Digest digest, Instant now) {
    List<String> lines = new ArrayList<>();
    digest.urgent().stream()
        .limit(MOST_ACTORS)
        .map(
            calls ->
                "Look first, "
                    + HeldPhrase.urgent(
                        calls, HeldCalls.sentence(calls.first(), digest.rule(), SafeText::chat)))
        .forEach(lines::add);
    HeldPhrase.completeness(digest.held()).ifPresent(lines::add);
    lines.add(
        "Calls from "
            + Times.utc(digest.earliest())
            + " to "
            + Times.utc(digest.latest())
            + " ("
            + Times.ago(digest.latest(), now)
            + "), sent to nobody until now.");
    digest.actors().stream()
        .limit(MOST_ACTORS)
        .map(actor -> actor.held() + " by " + SafeText.chat(Words.shortName(actor.name()), 64))
        .forEach(lines::add);
    int more = digest.actors().size() + digest.others().apart() - MOST_ACTORS;
    if (more > 0) {
      lines.add("and " + Words.count(more, "more caller"));
    }
    if (digest.rules().size() > 1) {
      lines.add("Rules: " + HeldPhrase.rules(digest, SafeText::chat));
    }
    String excepted = HeldPhrase.excepted(digest, SafeText::chat);
    if (!excepted.isEmpty()) {
      lines.add("Silenced by exceptions: " + excepted);
    }
    return card(
        MessageIds.of(digest),
        digest.rule(),
        digest.position(),
        Words.capitalized(HeldPhrase.urgent(digest) + HeldPhrase.count(digest.held()))
            + " held from "
            + digest.position().windowWords(),
        lines,
        List.of("The e-mail of this digest lists them, and has the command that finds them all."),
        new ChatCard.Summary(SafeText.unmarked(WindowHeadlines.subject(digest)), "AlertDigest"));
  }

  private static ChatCard card(
      String id,
      DetectionRule rule,
      Position position,
      String title,
      List<String> lines,
      List<String> next,
      ChatCard.Summary summary) {
    return new ChatCard(
        new ChatCard.Ids(id, MessageIds.windowThread(rule, position)),
        title,
        lines,
        next,
        List.of(rule.severity().word()),
        summary,
        List.of(),
        Map.of("rule", rule.id()));
  }
}
