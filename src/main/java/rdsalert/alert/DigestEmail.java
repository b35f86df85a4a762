package rdsalert.alert;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
        Phrases.capitalized(HeldPhrase.count(digest.held()))
            + " held from "
            + Phrases.window(digest.place())
            + ", over the cap of "
            + digest.place().cap());
    page.heading("Nobody was told of these one by one. Judge them as if they had been sent.");
    HeldPhrase.completeness(digest.held()).ifPresent(page::heading);
    page.blank();
  }

  private void urgent() {
    String label = "URGENT";
    for (HeldAlert held : digest.urgent()) {
      page.row(label, held.gravity().words() + ": " + HeldLines.call(held));
      label = "";
    }
    if (!digest.urgent().isEmpty()) {
      page.more("Look at these first.");
    }
  }

  private void rules() {
    if (digest.rules().size() > 1) {
      page.row(
          "RULES",
          Phrases.byCount(digest.rules())
              .map(count -> count.getValue() + " " + SafeText.word(count.getKey(), 64))
              .collect(Collectors.joining(", ")));
    }
  }

  private String calls() {
    return TimePhrase.utc(digest.earliest())
        + " to "
        + TimePhrase.until(digest.earliest(), digest.latest())
        + " ("
        + TimePhrase.ago(digest.latest(), now)
        + ")";
  }

  private void actors() {
    String label = "WHO";
    for (Digest.ActorCount actor : digest.actors()) {
      page.row(label, actor.held() + " by " + SafeText.email(ShortName.of(actor.name()), 64));
      label = "";
    }
    if (digest.otherActors() > 0) {
      page.more("and " + Phrases.count(digest.otherActors(), "more caller") + ", not listed here");
    }
  }

  private void excepted() {
    String counts = ExceptedPhrase.of(digest, SafeText::email);
    if (!counts.isEmpty()) {
      page.row("EXCEPTED", counts);
    }
  }

  private void held() {
    page.blank();
    int held = digest.held().number();
    int first = digest.first().size();
    page.heading(first == held ? "HELD" : "HELD: the first " + first + " of " + held);
    HeldLines.lines(digest).forEach(line -> page.step("-", line));
  }

  private void look() {
    page.blank();
    page.heading("LOOK: changes nothing.");
    int number = 1;
    Digest.Listing listing = digest.listing();
    if (listing != null) {
      String region = listing.region();
      page.step(number++ + ".", "All held alerts, in the account that sent this.");
      page.command(HeldCommands.ledger(listing, region == null ? "" : region));
    }
    page.step(number + ".", "All such calls, held or not, as CloudTrail has them.");
    regions().forEach(region -> page.command(HeldCommands.calls(region, digest.place())));
  }

  private void end() {
    page.blank();
    page.row("RULE", digest.rule().name() + " (" + Phrases.severity(digest.rule()) + ")");
    page.link("DIGEST", MessageIds.of(digest));
  }

  private List<String> regions() {
    return Phrases.byCount(digest.regions()).limit(3).map(Map.Entry::getKey).toList();
  }

  private static String places(String noun, Map<String, Integer> counts) {
    return Phrases.count(counts.size(), noun)
        + ": "
        + Phrases.byCount(counts)
            .limit(MOST_PLACES)
            .map(count -> SafeText.word(count.getKey(), 32) + " (" + count.getValue() + ")")
            .collect(Collectors.joining(", "))
        + (counts.size() > MOST_PLACES ? ", …" : "");
  }
}
