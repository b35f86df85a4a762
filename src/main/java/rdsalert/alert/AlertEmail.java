package rdsalert.alert;

import java.time.Instant;
import java.util.List;
import rdsalert.alert.SafeText.Quoting;
import rdsalert.event.Actor;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;

/** The page a responder acts on: what happened, what is odd, how to look, how to contain. */
final class AlertEmail {
  private static final Quoting QUOTING = SafeText::email;

  private final Alert alert;
  private final ManagementEvent event;
  private final Instant now;
  private final GuideSteps guide;
  private final Page page = new Page();

  private AlertEmail(Alert alert, Instant now) {
    this.alert = alert;
    this.event = alert.event();
    this.now = now;
    this.guide =
        new GuideSteps(Facts.of(event, QUOTING), Triage.of(alert, now), alert.rule().guide());
  }

  static String write(Alert alert, Instant now) {
    return new AlertEmail(alert, now).write();
  }

  private String write() {
    headline();
    caller();
    group();
    signals();
    page.row("TODAY", ApiToday.PARAGRAPH);
    look();
    contain();
    end();
    return page.text();
  }

  private void headline() {
    String alarming = Headline.alarming(event);
    page.heading(Headline.of(event) + (alarming == null ? "" : ", " + alarming));
    page.heading(
        Phrases.capitalized(TimePhrase.ago(event.eventTime(), now))
            + ", at "
            + TimePhrase.utc(event.eventTime())
            + ", in account "
            + SafeText.word(event.account(), 20)
            + ", "
            + SafeText.word(event.region(), 32));
    page.heading(
        Phrases.capitalized(Phrases.severity(alert.rule())) + "; " + Phrases.place(alert.place()));
    page.blank();
  }

  private void caller() {
    Actor actor = event.actor();
    page.word("WHO", CallerPhrase.arn(actor, QUOTING));
    page.more(CallerPhrase.credentials(actor, event.eventTime(), QUOTING));
    String address = event.sourceAddress();
    page.row("FROM", address == null ? "no address recorded" : QUOTING.quote(address, 64));
    if (!toolIsSource()) {
      page.row("WITH", CallerPhrase.toolInALine(event, QUOTING));
    }
  }

  /** A service that calls is its own tool; once is enough to name it. */
  private boolean toolIsSource() {
    return SourceAddress.of(event.sourceAddress()) instanceof SourceAddress.Service(String name)
        && name.equals(event.userAgent());
  }

  private void group() {
    GroupPhrase group = new GroupPhrase(event.securityGroup(), QUOTING);
    page.row("GROUP", group.name() + group.tags() + "; " + group.letsIn());
  }

  private void signals() {
    String label = "SIGNALS";
    for (Signal signal : Signals.of(alert, QUOTING)) {
      page.point(label, signal.bearing().mark(), signal.reason());
      label = "";
    }
  }

  private void except() {
    List<String> entry = ReadyException.lines(alert);
    if (!entry.isEmpty()) {
      page.row("EXCEPT", "for 30 days: put this into exceptions.json, with owner and reason:");
      page.verbatim(entry);
    }
  }

  private void look() {
    page.blank();
    page.heading("LOOK: changes nothing. " + Credentials.needed(event));
    guide.investigate(page);
    if (CallerTexts.altered(event)) {
      page.step("*", "Text above was escaped (\\...) or cut [+n]. The record as it is:");
      page.command(new LookCommands(event, now).record());
    }
  }

  private void contain() {
    page.blank();
    page.heading("CONTAIN: DESTRUCTIVE. Only if nobody can account for the call.");
    guide.respond(page);
  }

  private void end() {
    DetectionRule rule = alert.rule();
    page.row("BENIGN", "if " + guide.falsePositives() + ".");
    except();
    page.row("RULE", rule.name() + " (" + Phrases.attack(rule.attack()) + ")");
    if (!alert.others().isEmpty()) {
      page.row("ALSO", Phrases.rules(alert.others()));
    }
    rule.references().stream().limit(1).forEach(link -> page.link("", link));
    page.link("CONSOLE", ConsoleLinks.event(event));
    page.link("ALERT", alert.id());
  }
}
