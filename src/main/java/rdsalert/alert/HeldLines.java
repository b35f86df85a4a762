package rdsalert.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    if (held.gravity().isUrgent()) {
      page.more("Look at this one now (" + held.gravity().words() + ").");
    }
  }

  /** The lines of a digest: when, who, which group, from which address; equal ones only once. */
  static List<String> lines(Digest digest) {
    Map<String, List<HeldAlert>> alike = new LinkedHashMap<>();
    for (HeldAlert held : digest.first()) {
      alike.computeIfAbsent(call(held, digest), call -> new ArrayList<>()).add(held);
    }
    return alike.entrySet().stream().map(one -> times(one.getValue()) + one.getKey()).toList();
  }

  /** When, who, which group, from which address, where. */
  static String call(HeldAlert held) {
    return TimePhrase.utc(held.eventTime())
        + " "
        + quoted(ShortName.of(held.actorName()))
        + ", "
        + quoted(held.groupName(), "no name")
        + ", "
        + quoted(held.sourceAddress(), "no address")
        + ", "
        + SafeText.word(held.account(), 20)
        + ", "
        + SafeText.word(held.region(), 32);
  }

  private static String call(HeldAlert held, Digest digest) {
    return quoted(ShortName.of(held.actorName()))
        + ", "
        + quoted(held.groupName(), "no name")
        + ", "
        + quoted(held.sourceAddress(), "no address")
        + (digest.accounts().size() > 1 ? ", " + SafeText.word(held.account(), 20) : "")
        + (digest.regions().size() > 1 ? ", " + SafeText.word(held.region(), 32) : "");
  }

  private static String times(List<HeldAlert> held) {
    String first = TimePhrase.utc(held.getFirst().eventTime());
    return held.size() == 1
        ? first + " "
        : first
            + " to "
            + TimePhrase.until(held.getFirst().eventTime(), held.getLast().eventTime())
            + ", "
            + held.size()
            + " times: ";
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
