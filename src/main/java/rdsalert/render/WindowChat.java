package rdsalert.render;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import rdsalert.briefing.Alert.Position;
import rdsalert.briefing.Digest;
import rdsalert.briefing.HeldAlert;
import rdsalert.briefing.WindowReport;
import rdsalert.briefing.WindowReport.CapNotice;
import rdsalert.event.Partition;
import rdsalert.text.JsonText;
import rdsalert.text.SafeText;
import rdsalert.text.Said;
import rdsalert.text.Words;

/** The chat cards of notices and digests; both of one window share a thread. */
final class WindowChat {
  private static final int MOST_ACTORS = 5;

  private WindowChat() {}

  static ChatCard of(CapNotice notice, Instant now) {
    HeldAlert first = notice.first();
    Position window = notice.position();
    String span = Words.utcAndAgo(notice.raisedAt(), now) + " until " + Words.clock(window.end());
    String look =
        first.gravity().isUrgent() ? ". Look at it now (" + first.gravity().words() + ")." : "";
    return card(
        notice,
        "AlertCapReached",
        "Alerts are held" + HeldPhrase.oneOfThem(first) + ", over the cap of " + window.cap(),
        List.of(
            "Held from "
                + span
                + "; soon after, one digest counts and lists them. Nothing is lost.",
            "First held: " + HeldPhrase.sentence(first, notice.rule()).in(SafeText::chat) + look,
            "Many calls at once: a loop in a tool, or somebody hiding one call among many."),
        Stream.concat(
                Stream.of("Look at the alerts you have; do not wait for the digest."),
                Partition.ofRegion(first.region()).history(first.region()).stream()
                    .map(link -> "Open CloudTrail: " + link))
            .toList());
  }

  static ChatCard of(Digest digest, Instant now) {
    List<String> lines = new ArrayList<>();
    for (Digest.UrgentCalls urgent : digest.calls().urgent().stream().limit(MOST_ACTORS).toList()) {
      Said first =
          HeldPhrase.sentence(urgent.first(), digest.ruleOf(urgent.first()).orElse(digest.rule()));
      lines.add("Look first, " + HeldPhrase.urgent(urgent, first).in(SafeText::chat));
    }
    HeldPhrase.completeness(digest.held()).ifPresent(lines::add);
    String latest = Words.utcAndAgo(digest.calls().latest(), now);
    String calls = "Calls from " + Words.utc(digest.calls().earliest()) + " to " + latest;
    lines.add(calls + ", whose alerts were not sent one by one.");
    HeldPhrase.callers(digest, MOST_ACTORS).forEach(one -> lines.add(one.in(SafeText::chat)));
    if (digest.counts().rules().size() > 1) {
      lines.add("Rules: " + HeldPhrase.rules(digest).in(SafeText::chat));
    }
    Said excepted = HeldPhrase.excepted(digest);
    if (!excepted.isEmpty()) {
      lines.add("Silenced by exceptions: " + excepted.in(SafeText::chat));
    }
    return card(
        digest,
        "AlertDigest",
        HeldPhrase.headline(digest, " held from "),
        lines,
        List.of("The e-mail of this digest lists them, and has the command that finds them all."));
  }

  private static ChatCard card(
      WindowReport report, String type, String title, List<String> lines, List<String> next) {
    return new ChatCard(
        new ChatCard.Ids(report.id(), report.thread()),
        title,
        lines,
        next,
        List.of(report.rule().severity().word()),
        new ChatCard.Summary(SafeText.unmarked(HeldPhrase.subject(report)), type),
        List.of(),
        JsonText.object().put("rule", report.rule().id()));
  }
}
