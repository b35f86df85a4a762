package rdsalert.alert;

import org.jspecify.annotations.Nullable;
import rdsalert.event.ManagementEvent;

/** Text messages: one line of at most 140 characters, all of which GSM-7 has. */
final class Sms {
  /** A single message, with room for what the carrier adds. */
  static final int LONGEST = 140;

  private Sms() {}

  static String of(Alert alert) {
    ManagementEvent event = alert.event();
    String alarming = Headline.alarming(event);
    String address = event.sourceAddress();
    return cut(
        Headline.of(event, 20, 20)
            + (alarming == null ? "" : ", " + alarming)
            + ", "
            + TimePhrase.clock(event.eventTime())
            + place(event.account(), event.region())
            + (address == null ? "" : ", from " + SafeText.word(address, 20)));
  }

  static String of(CapNotice notice) {
    return cut(
        "Alerts held until "
            + TimePhrase.clock(notice.place().end())
            + ", over the cap of "
            + notice.place().cap()
            + ", then listed. First held: "
            + by(notice.first().actorName())
            + (notice.first().gravity().isUrgent() ? ", " + notice.first().gravity().words() : ""));
  }

  static String of(Digest digest) {
    return cut(
        Phrases.capitalized(HeldPhrase.urgent(digest) + HeldPhrase.count(digest.held()))
            + " held "
            + Phrases.window(digest.place())
            + " by "
            + Phrases.count(digest.actors().size() + digest.otherActors(), "actor")
            + ". See email for the list.");
  }

  private static String by(@Nullable String actor) {
    return actor == null ? "unknown" : SafeText.word(ShortName.of(actor), 30);
  }

  private static String place(String account, String region) {
    return ", " + SafeText.word(account, 12) + " " + SafeText.word(region, 16);
  }

  private static String cut(String line) {
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
  }
}
