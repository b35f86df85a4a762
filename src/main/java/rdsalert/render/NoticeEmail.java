package rdsalert.render;

import java.time.Instant;
import java.util.Locale;
import rdsalert.briefing.Alert.Position;
import rdsalert.briefing.HeldAlert;
import rdsalert.briefing.WindowReport.CapNotice;
import rdsalert.command.Commands;
import rdsalert.event.Partition;
import rdsalert.text.Page;
import rdsalert.text.SafeText;
import rdsalert.text.Words;

/** Tells people that alerts are being held, why, and until when. */
final class NoticeEmail {
  private NoticeEmail() {}

  static String write(CapNotice notice, Instant now) {
    Page page = new Page(SafeText::email);
    held(notice, now, page);
    first(notice, now, page);
    page.row(
        "MEANS",
        "many calls at once: a loop in a tool, or somebody hiding one call among many. Look at"
            + " the alerts you have; do not wait for the digest.");
    String region = notice.first().region();
    page.blank().heading("LOOK: changes nothing.");
    page.step("1.", "List all such calls in this Region, held or not.");
    page.verbatim(Commands.calls(notice.rule(), region, notice.position()).lines());
    page.blank().row("RULE", notice.rule().nameAndRating());
    Partition.ofRegion(region).history(region).ifPresent(link -> page.link("CONSOLE", link));
    return page.link("NOTICE", notice.id()).text();
  }

  private static void held(CapNotice notice, Instant now, Page page) {
    Position window = notice.position();
    String until = Words.clock(window.end());
    page.heading(
        String.format(
            Locale.ROOT,
            "Alerts are held%s until %s, over the cap of %s since %s",
            HeldPhrase.oneOfThem(notice.first()),
            until,
            window.cap(),
            Words.clock(window.start())));
    page.heading("Held alerts are kept and counted; nothing is lost.").blank();
    page.row("HELD", "from " + Words.utcAndAgo(notice.raisedAt(), now));
    page.row("UNTIL", Words.utc(window.end()) + "; soon after, one digest lists what was held.");
    if (notice.reserve() > 0) {
      page.row(
          "",
          (notice.reserve() == 1
                  ? "The last place is"
                  : "The last " + notice.reserve() + " places are")
              + " kept for root, for what is urgent, and for callers and accounts not yet seen in"
              + " this window.");
    }
  }

  private static void first(CapNotice notice, Instant now, Page page) {
    HeldAlert first = notice.first();
    page.row("FIRST", HeldCalls.sentence(first, notice.rule()));
    page.row(
        "",
        Words.utcAndAgo(first.eventTime(), now) + ", account " + Headlines.where(first.scope()));
    page.row("", "event " + first.eventId());
    if (first.gravity().isUrgent()) {
      page.row("", "Look at this one now (" + first.gravity().words() + ").");
    }
  }
}
