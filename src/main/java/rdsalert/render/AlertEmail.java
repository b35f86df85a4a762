package rdsalert.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Briefing;
import rdsalert.briefing.ConsoleLinks;
import rdsalert.briefing.ReadyException;
import rdsalert.briefing.Signal;
import rdsalert.briefing.SourceAddress;
import rdsalert.command.CommandSet;
import rdsalert.command.Commands;
import rdsalert.event.ManagementEvent;
import rdsalert.event.Partition;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.Guide;
import rdsalert.rule.Report;
import rdsalert.text.Page;
import rdsalert.text.Quoting;
import rdsalert.text.SafeText;
import rdsalert.text.Said;
import rdsalert.text.Times;
import rdsalert.text.Words;

/** The page a responder acts on: what happened, what is odd, how to look, how to contain. */
final class AlertEmail {
  private static final int LONGEST_LINE = 63;
  private static final int LONGEST_ADDRESS = 64;
  private static final int MARK_OF_CUT = " [+999 characters]".length();

  private final Briefing briefing;
  private final Alert alert;
  private final ManagementEvent event;
  private final DetectionRule rule;
  private final Commands commands;
  private final Instant now;
  private final Page page = new Page();
  private boolean altered;

  AlertEmail(Briefing briefing, Instant now) {
    this.briefing = briefing;
    this.alert = briefing.alert();
    this.event = alert.event();
    this.rule = alert.rule();
    this.commands = new Commands(briefing, now);
    this.now = now;
  }

  String write() {
    headline();
    caller();
    briefing.rows().forEach((label, row) -> page.row(label, said(row)));
    signals();
    Report.Note note = rule.report().note();
    if (note != null) {
      page.row(note.label(), note.page());
    }
    look();
    contain();
    end();
    return page.text();
  }

  private String said(Said said) {
    return said.in(this::quote);
  }

  private String quote(String text, int longest) {
    altered |= SafeText.altersInEmail(text, longest);
    return SafeText.email(text, longest);
  }

  private void headline() {
    page.heading(new Headlines(briefing).alarmingTitle());
    page.heading(
        Words.capitalized(Times.ago(event.eventTime(), now))
            + ", at "
            + Times.utc(event.eventTime())
            + ", in account "
            + SafeText.word(event.account(), 20)
            + ", "
            + SafeText.word(event.region(), 32));
    page.heading(Words.capitalized(rule.rating().words()) + "; " + alert.position().words());
    page.blank();
  }

  private void caller() {
    page.word("WHO", said(briefing.actor().arn()));
    page.more(said(briefing.actor().credentials(event.eventTime())));
    String address = event.sourceAddress();
    page.row("FROM", address == null ? "no address recorded" : quote(address, LONGEST_ADDRESS));
    if (!toolIsSource()) {
      page.row("WITH", tool(event.userAgent()));
    }
  }

  /** A service that calls is its own tool; once is enough to name it. */
  private boolean toolIsSource() {
    return briefing.source() instanceof SourceAddress.Service(String name)
        && name.equals(event.userAgent());
  }

  /** The tool's family, and what it calls itself, cut to fit one line. */
  private String tool(@Nullable String agent) {
    String family = briefing.tool().words();
    if (agent == null) {
      return family;
    }
    int room = LONGEST_LINE - family.length();
    Quoting quoting = SafeText::email;
    return family + ": " + quoting.quote(agent, agent.length() <= room ? room : room - MARK_OF_CUT);
  }

  private void signals() {
    String label = "SIGNALS";
    for (Signal signal : briefing.signals()) {
      page.point(label, signal.mark(), said(signal.reason()));
      label = "";
    }
  }

  private void look() {
    page.blank();
    page.heading("LOOK: changes nothing. " + credentials());
    steps(rule.guide().investigate());
    if (altered) {
      page.step("*", "Text above was escaped (\\...) or cut [+n]. The record as it is:");
      page.verbatim(commands.record().lines());
    }
  }

  private void contain() {
    page.blank();
    page.heading("CONTAIN: DESTRUCTIVE. Only if nobody can account for the call.");
    steps(rule.guide().respond());
  }

  private void steps(List<Guide.Step> steps) {
    int number = 1;
    for (Guide.Step step : steps) {
      page.step(number++ + ".", said(step.text().fill(briefing)));
      CommandSet found = commands.of(step);
      if (!found.note().isEmpty()) {
        page.note(found.note());
      }
      found.commands().forEach(command -> page.verbatim(command.lines()));
    }
  }

  /** Whose credentials the commands need, and the partition where it is not the usual one. */
  private String credentials() {
    String home = event.actor().account();
    return "Profile: account "
        + SafeText.word(event.account(), 20)
        + (event.partition() == Partition.AWS ? "." : ", partition " + event.partition().id() + ".")
        + (home == null || home.equals(event.account())
            ? ""
            : " For iam: account " + SafeText.word(home, 20) + ".");
  }

  private void end() {
    page.row(
        "BENIGN",
        rule.guide().falsePositives().stream()
            .map(one -> said(one.fill(briefing)))
            .collect(Collectors.joining("; ", "if ", ".")));
    Optional<ObjectNode> exception = ReadyException.of(briefing);
    if (exception.isPresent()) {
      page.row("EXCEPT", "for 30 days: put this into exceptions.json, with owner and reason:");
      page.verbatim(ReadyException.lines(exception.get()));
    }
    page.row("RULE", rule.name() + " (" + rule.rating().attackWords() + ")");
    if (!alert.others().isEmpty()) {
      page.row("ALSO", alert.otherRules());
    }
    rule.about().references().stream().limit(1).forEach(link -> page.link("", link));
    page.link("CONSOLE", ConsoleLinks.event(event));
    page.link("ALERT", alert.id());
  }
}
