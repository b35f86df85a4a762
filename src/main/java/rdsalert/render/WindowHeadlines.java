package rdsalert.render;

import rdsalert.briefing.CapNotice;
import rdsalert.briefing.Digest;
import rdsalert.briefing.HeldAlert;
import rdsalert.text.SafeText;
import rdsalert.text.Times;
import rdsalert.text.Words;

/** Notices and digests in one line. */
final class WindowHeadlines {
  private WindowHeadlines() {}

  static String subject(CapNotice notice) {
    HeldAlert first = notice.first();
    return Words.cut(
        "Alerts held"
            + HeldPhrase.oneOfThem(first.gravity())
            + " until "
            + Times.clock(notice.position().end())
            + ", over the cap of "
            + notice.position().cap()
            + " in "
            + SafeText.word(first.account(), 12)
            + " "
            + SafeText.word(first.region(), 16),
        Headlines.LONGEST_SUBJECT);
  }

  static String subject(Digest digest) {
    return Words.cut(
        held(digest) + ", " + digest.actorCount() + ": " + digest.rule().name(),
        Headlines.LONGEST_SUBJECT);
  }

  static String sms(CapNotice notice) {
    HeldAlert first = notice.first();
    return Words.cut(
        "Alerts held until "
            + Times.clock(notice.position().end())
            + ", over the cap of "
            + notice.position().cap()
            + ", then listed. First held: "
            + SafeText.word(Words.shortName(first.actorName()), 30)
            + (first.gravity().isUrgent() ? ", " + first.gravity().words() : ""),
        Headlines.LONGEST_SMS);
  }

  static String sms(Digest digest) {
    return Words.cut(
        held(digest) + " by " + digest.actorCount() + ". See email for the list.",
        Headlines.LONGEST_SMS);
  }

  private static String held(Digest digest) {
    return Words.capitalized(HeldPhrase.urgent(digest) + HeldPhrase.count(digest.held()))
        + " held "
        + digest.position().windowWords();
  }
}
