package rdsalert.render;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import rdsalert.briefing.Alert.Position;
import rdsalert.briefing.Digest;
import rdsalert.briefing.HeldAlert;
import rdsalert.briefing.WindowReport.CapNotice;
import rdsalert.command.AwsCommand;
import rdsalert.command.HeldCommands;
import rdsalert.event.Partition;
import rdsalert.rule.DetectionRule;
import rdsalert.text.Page;
import rdsalert.text.SafeText;
import rdsalert.text.Said;
import rdsalert.text.Words;

/**
 * The pages about a window: that alerts are held, why and until when; and then how many were, by
 * whom, and where all are kept.
 */
final class WindowEmail {
  private static final int MOST_PLACES = 8;
  private static final int MOST_LOOK_UPS = 6;

  private final Page page = new Page(SafeText::email);
  private final Instant now;

  private WindowEmail(Instant now) {
    this.now = now;
  }

  static String write(CapNotice notice, Instant now) {
    WindowEmail email = new WindowEmail(now);
    email.held(notice);
    email.first(notice);
    email.look(notice);
    return email.page.link("NOTICE", notice.id()).text();
  }

  private void held(CapNotice notice) {
    Position window = notice.position();
    String held = "Alerts are held" + HeldPhrase.oneOfThem(notice.first());
    String cap = ", over the cap of " + window.cap() + " since " + Words.clock(window.start());
    page.heading(held + " until " + Words.clock(window.end()) + cap);
    page.heading("Held alerts are kept and counted; nothing is lost.").blank();
    page.row("HELD", "from " + Words.utcAndAgo(notice.raisedAt(), now));
    page.row("UNTIL", Words.utc(window.end()) + "; soon after, one digest lists the held alerts.");
    if (notice.reserve() > 0) {
      String last = "the last " + Words.count(notice.reserve(), "place") + ".";
      page.row(
          "", "Only root, urgent calls, and callers and accounts new in this window get " + last);
    }
  }

  private void first(CapNotice notice) {
    HeldAlert first = notice.first();
    page.row("FIRST", HeldPhrase.sentence(first, notice.rule()));
    String when = Words.utcAndAgo(first.eventTime(), now);
    page.row("", when + ", account " + Headlines.where(first.scope()));
    page.row("", "event " + first.eventId());
    if (first.gravity().isUrgent()) {
      page.row("", "Look at this call now (" + first.gravity().words() + ").");
    }
    page.row(
        "MEANS",
        "many calls at once: a loop in a tool, or somebody hiding one call among many. Look at"
            + " the alerts you have; do not wait for the digest.");
  }

  private void look(CapNotice notice) {
    String region = notice.first().region();
    page.blank().heading("LOOK: changes nothing.");
    List<DetectionRule> rules = List.of(notice.rule());
    Instant first = notice.first().eventTime();
    Said where = Said.of("account ").and(Headlines.account(notice.first().account()));
    lookUps("1.", where, HeldCommands.calls(rules, region, notice.position(), first));
    page.blank().row("RULE", notice.rule().nameAndRating());
    Partition.ofRegion(region).history(region).ifPresent(link -> page.link("CONSOLE", link));
  }

  static String write(Digest digest, Instant now) {
    WindowEmail email = new WindowEmail(now);
    email.headline(digest);
    email.facts(digest);
    email.list(digest);
    email.look(digest);
    email.page.blank().row("RULE", digest.rule().nameAndRating());
    return email.page.link("DIGEST", digest.id()).text();
  }

  private void headline(Digest digest) {
    String held = HeldPhrase.headline(digest, " held from ");
    page.heading(held + ", over the cap of " + digest.position().cap());
    page.heading("These alerts were not sent one by one. Judge each as if it had been.");
    HeldPhrase.completeness(digest.held()).ifPresent(page::heading);
    page.blank();
  }

  private void facts(Digest digest) {
    page.rows("URGENT", urgent(digest));
    Instant latest = digest.calls().latest();
    String span = Words.span(digest.calls().earliest(), latest);
    page.row("CALLS", span + " (" + Words.ago(latest, now) + ")");
    page.row("WHERE", places("account", digest.counts().accounts()));
    page.row("", places("Region", digest.counts().regions()));
    if (digest.counts().rules().size() > 1) {
      page.row("RULES", HeldPhrase.rules(digest));
    }
    page.rows("WHO", HeldPhrase.callers(digest, Digest.MOST_ACTORS));
    Said excepted = HeldPhrase.excepted(digest);
    if (!excepted.isEmpty()) {
      page.row("SILENCED", excepted);
    }
  }

  private static List<Said> urgent(Digest digest) {
    List<Said> lines = new ArrayList<>();
    for (Digest.UrgentCalls calls : digest.calls().urgent()) {
      HeldAlert first = calls.first();
      Said when = Said.of(Words.utc(first.eventTime()) + " ");
      lines.add(HeldPhrase.urgent(calls, when.and(HeldPhrase.call(first, digest))));
    }
    if (!lines.isEmpty()) {
      lines.add(Said.of("Look at these first."));
    }
    return lines;
  }

  private void list(Digest digest) {
    int held = digest.held().number();
    int first = digest.calls().first().size();
    String some = "HELD: " + first + " of " + held + ", urgent ones first";
    page.blank().heading(first == held ? "HELD" : some);
    HeldPhrase.lines(digest).forEach(line -> page.step("-", line));
  }

  private void look(Digest digest) {
    page.blank().heading("LOOK: changes nothing.");
    page.step("1.", Said.of("All held alerts, in the account that sent this."));
    page.verbatim(HeldCommands.ledger(digest.listing()).lines());
    Instant first = digest.calls().earliest();
    Map<String, Integer> accounts = digest.counts().accounts();
    Said where =
        accounts.size() == 1
            ? Said.of("account ").and(Headlines.account(accounts.keySet().iterator().next()))
            : Said.of("each account above");
    List<AwsCommand> all =
        Words.byCount(digest.counts().regions())
            .limit(MOST_LOOK_UPS + 1)
            .map(of -> HeldCommands.calls(digest.rules(), of.getKey(), digest.position(), first))
            .flatMap(List::stream)
            .toList();
    lookUps("2.", where, all);
  }

  /** Of several accounts each needs credentials of its own. */
  private void lookUps(String number, Said where, List<AwsCommand> all) {
    Said such =
        Said.of("Calls of this kind, held or not; others may be among them. Profile: ").and(where);
    boolean whole = all.size() <= MOST_LOOK_UPS;
    String more = whole ? "" : " Some Regions or services are left out here.";
    page.step(number, such.and("." + more));
    all.stream().limit(MOST_LOOK_UPS).forEach(command -> page.verbatim(command.lines()));
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
