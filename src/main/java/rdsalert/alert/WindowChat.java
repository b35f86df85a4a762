package rdsalert.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rdsalert.rule.DetectionRule;

/** The chat cards of notices and digests; both of one window share a thread. */
final class WindowChat {
  private static final int MOST_ACTORS = 5;

  private WindowChat() {}

  static ChatCard of(CapNotice notice, Instant now) {
    HeldAlert first = notice.first();
    return card(
        MessageIds.of(notice),
        notice.rule(),
        notice.place(),
        "Alerts are held, over the cap of " + notice.place().cap(),
        List.of(
            "Held from "
                + TimePhrase.utc(notice.raisedAt())
                + " ("
                + TimePhrase.ago(notice.raisedAt(), now)
                + ") until "
                + TimePhrase.clock(notice.place().end())
                + "; soon after, one digest counts and lists them. Nothing is lost.",
            "First held: "
                + call(first)
                + (first.gravity().isUrgent()
                    ? ". Look at it now (" + first.gravity().words() + ")."
                    : ""),
            "Many calls at once: a loop in a tool, or somebody hiding one call among many."),
        List.of(
            "Look at the alerts you have; do not wait for the digest.",
            "Open CloudTrail: " + ConsoleLinks.history(first.region())),
        Subject.of(notice),
        "AlertCapReached");
  }

  static ChatCard of(Digest digest, Instant now) {
    List<String> lines = new ArrayList<>();
    digest.urgent().stream()
        .limit(MOST_ACTORS)
        .map(held -> "Look first, " + held.gravity().words() + ": " + call(held))
        .forEach(lines::add);
    HeldPhrase.completeness(digest.held()).ifPresent(lines::add);
    lines.add(
        "Calls from "
            + TimePhrase.utc(digest.earliest())
            + " to "
            + TimePhrase.utc(digest.latest())
            + " ("
            + TimePhrase.ago(digest.latest(), now)
            + "), sent to nobody until now.");
    digest.actors().stream()
        .limit(MOST_ACTORS)
        .map(actor -> actor.held() + " by " + quoted(ShortName.of(actor.name())))
        .forEach(lines::add);
    int more = digest.actors().size() + digest.otherActors() - MOST_ACTORS;
    if (more > 0) {
      lines.add("and " + Phrases.count(more, "more caller"));
    }
    String excepted = ExceptedPhrase.of(digest, SafeText::chat);
    if (!excepted.isEmpty()) {
      lines.add("Silenced by exceptions: " + excepted);
    }
    return card(
        MessageIds.of(digest),
        digest.rule(),
        digest.place(),
        Phrases.capitalized(HeldPhrase.urgent(digest) + HeldPhrase.count(digest.held()))
            + " held from "
            + Phrases.window(digest.place()),
        lines,
        List.of("The e-mail of this digest lists them, and has the command that finds them all."),
        Subject.of(digest),
        "AlertDigest");
  }

  private static String call(HeldAlert held) {
    return quoted(ShortName.of(held.actorName()))
        + " created "
        + quoted(held.groupName())
        + " from "
        + quoted(held.sourceAddress());
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "(not recorded)" : SafeText.chat(text, 64);
  }

  private static ChatCard card(
      String id,
      DetectionRule rule,
      Place place,
      String title,
      List<String> lines,
      List<String> next,
      String summary,
      String type) {
    return new ChatCard(
        id,
        MessageIds.windowThread(rule, place),
        title,
        String.join("\n", lines),
        next,
        List.of(rule.severity().word()),
        SafeText.unmarked(summary),
        type,
        List.of(),
        Map.of("rule", rule.id()));
  }
}
