package rdsalert.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Lines about single held alerts. */
final class HeldLines {
  private static final int LONGEST = 64;

  private HeldLines() {}

  /** The rows of a notice about the first alert that was held. */
  static void first(HeldAlert held, Instant now, Page page) {
    page.row("FIRST", sentence(held));
    page.more(
        TimePhrase.utc(held.eventTime())
            + " ("
            + TimePhrase.ago(held.eventTime(), now)
            + "), account "
            + SafeText.word(held.account(), 20)
            + ", "
            + SafeText.word(held.region(), 32));
    page.more("event " + held.eventId());
  }

  /** The line of a digest: when, who, what, from where. */
  static String line(HeldAlert held, boolean sayWhere) {
    return TimePhrase.utc(held.eventTime()).substring(11)
        + " "
        + sentence(held)
        + (sayWhere
            ? " in " + SafeText.word(held.account(), 20) + " " + SafeText.word(held.region(), 32)
            : "");
  }

  private static String sentence(HeldAlert held) {
    return quoted(ShortName.of(held.actorName()))
        + " created "
        + quoted(held.groupName(), "a group")
        + " from "
        + quoted(held.sourceAddress(), "an unrecorded address");
  }

  private static String quoted(@Nullable String text, String otherwise) {
    return text == null ? otherwise : quoted(text);
  }

  private static String quoted(String text) {
    return SafeText.email(text, LONGEST);
  }
}
