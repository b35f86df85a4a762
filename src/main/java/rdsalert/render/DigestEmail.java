package rdsalert.render;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import rdsalert.briefing.Digest;
import rdsalert.command.HeldCommands;
import rdsalert.text.Page;
import rdsalert.text.SafeText;
import rdsalert.text.Times;
import rdsalert.text.Words;

/** The page that tells what was held in a window: how many, by whom, and where all are kept. */
final class DigestEmail {
  private static final int MOST_PLACES = 8;

  private final Digest digest;
  private final Instant now;
  private final Page page = new Page();

  private DigestEmail(Digest digest, Instant now) {
    this.digest = digest;
    this.now = now;
  }

  static String write(Digest digest, Instant now) {
    return new DigestEmail(digest, now).write();
  }

  private String write() {
    headline();
    urgent();
    page.row("CALLS", calls());
    page.row("WHERE", places("account", digest.accounts()));
    page.more(places("Region", digest.regions()));
    rules();
    actors();
    excepted();
    held();
    look();
    end();
    return page.text();
  }

  private void headline() {
    page.heading(
        Words.capitalized(HeldPhrase.urgent(digest) + HeldPhrase.count(digest.held()))
            + " held from "
            + digest.position().windowWords()
            + ", over the cap of "
            + digest.position().cap());
    page.heading("Nobody was told of these one by one. Judge them as if they had been sent.");
    HeldPhrase.completeness(digest.held()).ifPresent(page::heading);
    page.blank();
  }

  private void urgent() {
    String label = "URGENT";
    for (Digest.UrgentCalls calls : digest.urgent()) {
      page.row(label, HeldPhrase.urgent(calls, HeldCalls.call(calls.first())));
      label = "";
    }
    if (!digest.urgent().isEmpty()) {
      page.more("Look at these first.");
    }
  }

  private void rules() {
    if (digest.rules().size() > 1) {
      page.row("RULES", HeldPhrase.rules(digest, SafeText::email));
    }
  }

  private String calls() {
    return Times.utc(digest.earliest())
        + " to "
        + Times.until(digest.earliest(), digest.latest())
        + " ("
        + Times.ago(digest.latest(), now)
        + ")";
  }

  private void actors() {
    String label = "WHO";
    for (Digest.ActorCount actor : digest.actors()) {
      page.row(label, actor.held() + " by " + SafeText.email(Words.shortName(actor.name()), 64));
      label = "";
    }
    Digest.Others others = digest.others();
    if (others.apart() > 0) {
      page.more("and " + Words.count(others.apart(), "more caller") + ", not listed here");
    }
    if (others.notApart() > 0) {
      page.more("and " + Words.count(others.notApart(), "alert") + " of still others");
    }
  }

  private void excepted() {
    String counts = HeldPhrase.excepted(digest, SafeText::email);
    if (!counts.isEmpty()) {
      page.row("EXCEPTED", counts);
    }
  }

  private void held() {
    page.blank();
    int held = digest.held().number();
    int first = digest.first().size();
    page.heading(first == held ? "HELD" : "HELD: the first " + first + " of " + held);
    HeldCalls.lines(digest).forEach(line -> page.step("-", line));
  }

  private void look() {
    page.blank();
    page.heading("LOOK: changes nothing.");
    int number = 1;
    Digest.Listing listing = digest.listing();
    if (listing != null) {
      String region = listing.region();
      page.step(number++ + ".", "All held alerts, in the account that sent this.");
      page.verbatim(
          HeldCommands.ledger(listing, region == null ? "" : region).lines(Page.COMMAND_WIDTH));
    }
    page.step(number + ".", "All such calls, held or not, as CloudTrail has them.");
    regions()
        .forEach(
            region ->
                page.verbatim(
                    HeldCommands.calls(digest.rule(), region, digest.position())
                        .lines(Page.COMMAND_WIDTH)));
  }

  private void end() {
    page.blank();
    page.row("RULE", digest.rule().nameAndRating());
    page.link("DIGEST", MessageIds.of(digest));
  }

  private List<String> regions() {
    return Words.byCount(digest.regions()).limit(3).map(Map.Entry::getKey).toList();
  }

  private static String places(String noun, Map<String, Integer> counts) {
    return Words.count(counts.size(), noun)
        + ": "
        + Words.byCount(counts)
            .limit(MOST_PLACES)
            .map(count -> SafeText.word(count.getKey(), 32) + " (" + count.getValue() + ")")
            .collect(Collectors.joining(", "))
        + (counts.size() > MOST_PLACES ? ", …" : "");
  }
}
