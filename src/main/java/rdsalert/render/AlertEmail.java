package rdsalert.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import rdsalert.briefing.ActorPhrase;
import rdsalert.briefing.Briefing;
import rdsalert.briefing.Briefing.Call;
import rdsalert.briefing.Briefing.Signal;
import rdsalert.briefing.ReadyException;
import rdsalert.briefing.SourceAddress;
import rdsalert.briefing.Tool;
import rdsalert.command.AwsCommand;
import rdsalert.command.Commands;
import rdsalert.event.ManagementEvent;
import rdsalert.event.Partition;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.Report;
import rdsalert.rule.Report.Guide;
import rdsalert.text.Page;
import rdsalert.text.SafeText;
import rdsalert.text.Said;
import rdsalert.text.Words;

/** The page a responder acts on: what happened, what is odd, how to look, how to contain. */
final class AlertEmail {
  private static final int LONGEST_LINE = 63;
  private static final int LEAST_OF_AGENT = 10;
  private static final String SHELL = " For bash or zsh.";
  private static final int MARK_OF_CUT = " [+999 characters]".length();

  private final Briefing briefing;
  private final Call call;
  private final DetectionRule rule;
  private final ManagementEvent event;
  private final Headlines headlines;
  private final Optional<ObjectNode> exception;
  private final Commands commands;
  private final Page page = new Page(this::quote);
  private boolean altered;

  AlertEmail(Briefing briefing, Headlines headlines, Optional<ObjectNode> exception, Instant now) {
    this.briefing = briefing;
    this.call = briefing.call();
    this.rule = call.rule();
    this.event = call.event();
    this.headlines = headlines;
    this.exception = exception;
    this.commands = new Commands(call, now);
  }

  String write() {
    headline();
    caller();
    briefing.rows().forEach(page::row);
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

  private String quote(String text, int longest) {
    String shown = SafeText.email(text, longest);
    altered |= !shown.equals(text) && !shown.equals('"' + text + '"');
    return shown;
  }

  private void headline() {
    page.title(headlines.urgentTitle());
    String when = Words.capitalized(headlines.when());
    page.title(Said.of(when + ", in account " + Headlines.where(event.scope())));
    page.heading(
        Words.capitalized(rule.rating().words()) + "; " + briefing.alert().position().words());
    page.blank();
  }

  private void caller() {
    ActorPhrase actor = call.actor();
    page.word("WHO", actor.arn());
    page.row("", actor.credentials());
    page.row("FROM", call.recordedAddress());
    if (!toolIsSource()) {
      page.row("WITH", tool(), SafeText::email);
    }
  }

  /** A service that calls is its own tool; once is enough to name it. */
  private boolean toolIsSource() {
    return call.source() instanceof SourceAddress.Service(String name)
        && name.equals(call.tool().agent());
  }

  /** What the tool is, and what it calls itself, cut to fit one line if the summary leaves room. */
  private Said tool() {
    Tool tool = call.tool();
    int room = LONGEST_LINE - tool.said().in(SafeText::email).length();
    String agent = tool.agent();
    boolean fits = agent == null || agent.length() <= room;
    int shown = Math.max(LEAST_OF_AGENT, fits ? room : room - MARK_OF_CUT);
    return tool.recorded(shown);
  }

  private void signals() {
    String label = "SIGNALS";
    for (Signal signal : briefing.signals()) {
      page.point(label, signal.mark(), signal.reason());
      label = "";
    }
  }

  private void look() {
    page.blank().heading(Said.of("LOOK: changes nothing. ").and(credentials()).and(SHELL));
    if (commands.isBeyondHistory()) {
      page.note(
          "The call is older than the 90 days that event history (lookup-events) keeps: look"
              + " into the trail's log files or CloudTrail Lake instead.");
    }
    steps(rule.guide().investigate(), briefing.investigate());
    if (altered) {
      page.step("*", Said.of("Text above was escaped (\\...) or cut [+n]. The unchanged record:"));
      page.verbatim(commands.record().lines());
    }
  }

  private void contain() {
    String contain = "CONTAIN: DESTRUCTIVE. Only if nobody can explain the call.";
    page.blank().heading(Said.of(contain).and(accountOfCaller()));
    steps(rule.guide().respond(), briefing.respond());
  }

  private void steps(List<Guide.Step> steps, List<Said> sentences) {
    for (int i = 0; i < steps.size(); i++) {
      Commands.Found found = commands.of(steps.get(i));
      String note = found.note();
      List<AwsCommand> ofStep = found.commands();
      boolean both = !note.isEmpty() && !ofStep.isEmpty();
      page.step((i + 1) + ".", both ? sentences.get(i).and(" " + note) : sentences.get(i));
      if (!note.isEmpty() && !both) {
        page.note(note);
      }
      ofStep.forEach(command -> page.verbatim(command.lines()));
    }
  }

  /** Whose credentials the commands need, and the partition where it is not the usual one. */
  private Said credentials() {
    Partition where = call.partition();
    String partition = where.isUsual() ? "" : ", partition " + where.id();
    return Said.quote("Profile: account ", event.account(), 20)
        .and(partition + ".")
        .and(accountOfCaller());
  }

  /** In the account that was called, a role of the caller's name could be anybody's. */
  private Said accountOfCaller() {
    String home = event.ifForeign(event.actor().account());
    return home == null
        ? Said.of("")
        : Said.of(" For iam: account ").and(Headlines.account(home)).and(".");
  }

  private void exception(ObjectNode entry) {
    page.row("EXCEPT", "for 30 days: add owner, reason; run ops/exceptions STACK put FILE:");
    page.verbatim(ReadyException.lines(entry));
  }

  private void end() {
    List<Said> innocent =
        rule.guide().falsePositives().stream().map(one -> one.fill(call)).toList();
    page.row("BENIGN", Said.of("if ").and(Said.join(", or ", innocent)).and("."));
    exception.ifPresent(this::exception);
    page.wide("RULE", rule.name() + " (" + rule.rating().attackWords() + ")");
    rule.about().references().stream().limit(1).forEach(link -> page.link("", link));
    if (!briefing.alert().others().isEmpty()) {
      page.wide("ALSO", briefing.alert().otherRules());
    }
    briefing.console().ifPresent(link -> page.link("CONSOLE", link));
    page.link("ALERT", briefing.alert().id());
  }
}
