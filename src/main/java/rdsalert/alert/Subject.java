package rdsalert.alert;

import org.jspecify.annotations.Nullable;
import rdsalert.event.ManagementEvent;

/** Subjects: at most 99 ASCII characters, the most telling words first. */
final class Subject {
  /** SNS takes fewer than 100. */
  static final int LONGEST = 99;

  private static final int LONGEST_NAME = 24;

  private Subject() {}

  static String of(Alert alert) {
    ManagementEvent event = alert.event();
    String alarming = Headline.alarming(event);
    String where = in(event.account(), event.region());
    String what =
        Phrases.capitalized(Headline.actor(event.actor(), LONGEST_NAME))
            + (alarming == null ? "" : " (" + alarming + ")")
            + " created RDS group";
    return fit(what, event.securityGroup().name(), where);
  }

  static String of(CapNotice notice) {
    HeldAlert first = notice.first();
    String urgent = first.gravity().isUrgent() ? " (one " + first.gravity().words() + ")" : "";
    return cut(
        "Alerts held"
            + urgent
            + " until "
            + TimePhrase.clock(notice.place().end())
            + ", over the cap of "
            + notice.place().cap()
            + in(first.account(), first.region()));
  }

  static String of(Digest digest) {
    return cut(
        Phrases.capitalized(HeldPhrase.urgent(digest) + HeldPhrase.count(digest.held()))
            + " held "
            + Phrases.window(digest.place())
            + ", "
            + Phrases.count(digest.actors().size() + digest.otherActors(), "actor")
            + ": "
            + digest.rule().name());
  }

  private static String in(String account, String region) {
    return " in " + SafeText.word(account, 12) + " " + SafeText.word(region, 16);
  }

  /** The name of the group takes the room that is left. */
  private static String fit(String what, @Nullable String name, String where) {
    int room = LONGEST - what.length() - where.length() - 1;
    return cut(what + (name == null || room < 4 ? "" : " " + SafeText.word(name, room)) + where);
  }

  private static String cut(String subject) {
    return subject.length() <= LONGEST ? subject : subject.substring(0, LONGEST - 3) + "...";
  }
}
