package rdsalert.alert;

import java.time.Instant;

/** Tells people that alerts are being held, why, and until when. */
final class NoticeEmail {
  private NoticeEmail() {}

  static String write(CapNotice notice, Instant now) {
    Place place = notice.place();
    Page page = new Page();
    page.heading(
        "Alerts are held until "
            + TimePhrase.clock(place.end())
            + ", over the cap of "
            + place.cap()
            + " since "
            + TimePhrase.clock(place.start()));
    page.heading("Held alerts are kept and counted; nothing is lost.");
    page.blank();
    page.row(
        "HELD",
        "from "
            + TimePhrase.utc(notice.raisedAt())
            + " ("
            + TimePhrase.ago(notice.raisedAt(), now)
            + ")");
    page.row(
        "UNTIL", TimePhrase.utc(place.end()) + "; soon after, one digest lists what was held.");
    if (notice.reserve() > 0) {
      page.more(
          "The last "
              + notice.reserve()
              + " places are kept for root, for what is urgent, and for callers and accounts not"
              + " yet seen in this window.");
    }
    HeldLines.first(notice.first(), now, page);
    page.row(
        "MEANS",
        "many calls at once: a loop in a tool, or somebody hiding one call among many. Look at"
            + " the alerts you have; do not wait for the digest.");
    page.blank();
    page.heading("LOOK: changes nothing.");
    page.step("1.", "List all such calls in this Region, held or not.");
    page.command(HeldCommands.calls(notice.first().region(), place));
    page.blank();
    page.row("RULE", notice.rule().name() + " (" + Phrases.severity(notice.rule()) + ")");
    page.link("CONSOLE", ConsoleLinks.history(notice.first().region()));
    page.link("NOTICE", MessageIds.of(notice));
    return page.text();
  }
}
