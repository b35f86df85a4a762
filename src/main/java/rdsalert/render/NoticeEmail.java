package rdsalert.render;

import java.time.Instant;
import rdsalert.briefing.CapNotice;
import rdsalert.briefing.ConsoleLinks;
import rdsalert.briefing.Position;
import rdsalert.command.HeldCommands;
import rdsalert.text.Page;
import rdsalert.text.Times;

/** Tells people that alerts are being held, why, and until when. */
final class NoticeEmail {
  private NoticeEmail() {}

  static String write(CapNotice notice, Instant now) {
    Position position = notice.position();
    Page page = new Page();
    page.heading(
        "Alerts are held"
            + HeldPhrase.oneOfThem(notice.first().gravity())
            + " until "
            + Times.clock(position.end())
            + ", over the cap of "
            + position.cap()
            + " since "
            + Times.clock(position.start()));
    page.heading("Held alerts are kept and counted; nothing is lost.");
    page.blank();
    page.row(
        "HELD",
        "from " + Times.utc(notice.raisedAt()) + " (" + Times.ago(notice.raisedAt(), now) + ")");
    page.row("UNTIL", Times.utc(position.end()) + "; soon after, one digest lists what was held.");
    if (notice.reserve() > 0) {
      page.more(
          "The last "
              + notice.reserve()
              + " places are kept for root, for what is urgent, and for callers and accounts not"
              + " yet seen in this window.");
    }
    HeldCalls.first(notice.first(), notice.rule(), now, page);
    page.row(
        "MEANS",
        "many calls at once: a loop in a tool, or somebody hiding one call among many. Look at"
            + " the alerts you have; do not wait for the digest.");
    page.blank();
    page.heading("LOOK: changes nothing.");
    page.step("1.", "List all such calls in this Region, held or not.");
    page.verbatim(
        HeldCommands.calls(notice.rule(), notice.first().region(), position)
            .lines(Page.COMMAND_WIDTH));
    page.blank();
    page.row("RULE", notice.rule().nameAndRating());
    page.link("CONSOLE", ConsoleLinks.history(notice.first().region()));
    page.link("NOTICE", MessageIds.of(notice));
    return page.text();
  }
}
