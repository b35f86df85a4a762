package rdsalert.render;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import rdsalert.briefing.Digest;
import rdsalert.command.Commands;
import rdsalert.text.Page;
import rdsalert.text.SafeText;
import rdsalert.text.Said;
import rdsalert.text.Words;

/** The page that tells what was held in a window: how many, by whom, and where all are kept. */
final class DigestEmail {
  private static final int MOST_PLACES = 8;
  private static final int MOST_REGIONS = 3;

  private final Digest digest;
  private final Page page = new Page(SafeText::email);

  private DigestEmail(Digest digest) {
    this.digest = digest;
  }

  static String write(Digest digest, Instant now) {
    DigestEmail email = new DigestEmail(digest);
    email.headline();
    email.facts(now);
    email.held();
    email.look();
    email.page.blank().row("RULE", digest.rule().nameAndRating());
    return email.page.link("DIGEST", digest.id()).text();
  }

  private void headline() {
    page.heading(
        HeldPhrase.headline(digest, " held from ")
            + ", over the cap of "
            + digest.position().cap());
    page.heading("Nobody was told of these one by one. Judge them as if they had been sent.");
    HeldPhrase.completeness(digest.held()).ifPresent(page::heading);
    page.blank();
  }

  private void facts(Instant now) {
    page.rows("URGENT", urgent());
    String span = Words.span(digest.calls().earliest(), digest.calls().latest());
    page.row("CALLS", span + " (" + Words.ago(digest.calls().latest(), now) + ")");
    page.row("WHERE", places("account", digest.counts().accounts()));
    page.row("", places("Region", digest.counts().regions()));
    if (digest.counts().rules().size() > 1) {
      page.row("RULES", HeldPhrase.rules(digest));
    }
    page.rows("WHO", actors());
    Said excepted = HeldPhrase.excepted(digest);
    page.rows("COVERED", excepted.isEmpty() ? List.of() : List.of(excepted));
  }

  private List<Said> urgent() {
    List<Said> lines = new ArrayList<>();
    for (Digest.UrgentCalls calls : digest.calls().urgent()) {
      lines.add(HeldPhrase.urgent(calls, HeldCalls.call(calls.first())));
    }
    if (!lines.isEmpty()) {
      lines.add(Said.of("Look at these first."));
    }
    return lines;
  }

  private List<Said> actors() {
    List<Said> lines = new ArrayList<>();
    for (Digest.ActorCount actor : digest.callers().named()) {
      lines.add(Said.quote(actor.held() + " by ", Words.shortName(actor.name()), 64));
    }
    int others = digest.callers().others();
    if (others > 0) {
      lines.add(Said.of("and " + Words.count(others, "more caller") + ", not listed here"));
    }
    return lines;
  }

  private void held() {
    int held = digest.held().number();
    int first = digest.calls().first().size();
    page.blank().heading(first == held ? "HELD" : "HELD: the first " + first + " of " + held);
    HeldCalls.lines(digest).forEach(line -> page.step("-", line));
  }

  private void look() {
    page.blank().heading("LOOK: changes nothing.");
    int number = 1;
    Digest.Listing listing = digest.listing();
    if (listing != null) {
      page.step(number++ + ".", "All held alerts, in the account that sent this.");
      page.verbatim(Commands.ledger(listing).lines());
    }
    page.step(number + ".", "All such calls, held or not, as CloudTrail has them.");
    Words.byCount(digest.counts().regions())
        .limit(MOST_REGIONS)
        .map(of -> Commands.calls(digest.rule(), of.getKey(), digest.position()))
        .forEach(command -> page.verbatim(command.lines()));
  }

  private static String places(String noun, Map<String, Integer> counts) {
    String places =
        Words.byCount(counts)
            .limit(MOST_PLACES)
            .map(count -> SafeText.word(count.getKey(), 32) + " (" + count.getValue() + ")")
            .collect(Collectors.joining(", "));
    String more = counts.size() > MOST_PLACES ? ", …" : "";
    return Words.count(counts.size(), noun) + ": " + places + more;
  }
}
