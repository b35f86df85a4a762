package rdsalert.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import rdsalert.alert.SafeText.Quoting;
import rdsalert.event.ManagementEvent;

/** The chat card of an alert: who, from where, with what, what is odd, what to do next. */
final class AlertChat {
  private static final Quoting QUOTING = SafeText::chat;
  private static final int MOST_SIGNALS = 6;

  private final Alert alert;
  private final ManagementEvent event;
  private final Instant now;

  private AlertChat(Alert alert, Instant now) {
    this.alert = alert;
    this.event = alert.event();
    this.now = now;
  }

  static ChatCard of(Alert alert, Instant now) {
    return new AlertChat(alert, now).card();
  }

  private ChatCard card() {
    return new ChatCard(
        alert.id(),
        MessageIds.thread(alert),
        title(),
        String.join("\n", description()),
        nextSteps(),
        List.of(
            alert.rule().severity().word(),
            SafeText.word(event.account(), 20),
            SafeText.word(event.region(), 32)),
        SafeText.unmarked(Subject.of(alert)),
        "CreateDBSecurityGroup",
        resources(),
        Map.of(
            "account", SafeText.word(event.account(), 20),
            "region", SafeText.word(event.region(), 32),
            "eventId", event.eventId(),
            "rule", alert.rule().id()));
  }

  /** Without a single word of the caller's. */
  private String title() {
    String alarming = Headline.alarming(event);
    return Phrases.capitalized(new ActorPhrase(event.actor()).kind())
        + (alarming == null ? "" : ", " + alarming + ",")
        + " created a DB security group in "
        + SafeText.word(event.account(), 20)
        + ", "
        + SafeText.word(event.region(), 32);
  }

  private List<String> description() {
    List<String> lines = new ArrayList<>();
    GroupPhrase group = new GroupPhrase(event.securityGroup(), QUOTING);
    lines.add(
        TimePhrase.ago(event.eventTime(), now)
            + ", at "
            + TimePhrase.utc(event.eventTime())
            + "; "
            + Phrases.severity(alert.rule()));
    lines.add("Who: " + CallerPhrase.who(event.actor(), QUOTING));
    lines.add(CallerPhrase.credentials(event.actor(), event.eventTime(), QUOTING));
    lines.add("From: " + from());
    lines.add("With: " + CallerPhrase.tool(event, QUOTING));
    lines.add("Group: " + group.name() + group.tags() + "; " + group.letsIn());
    Stream.concat(
            Signals.ofEvent(alert, QUOTING).limit(MOST_SIGNALS),
            ExceptionSignals.of(alert, QUOTING).stream())
        .map(signal -> signal.bearing().mark() + " " + signal.reason())
        .forEach(lines::add);
    if (!alert.others().isEmpty()) {
      lines.add("Also matches: " + Phrases.rules(alert.others()));
    }
    lines.add(ApiToday.SENTENCE);
    lines.add(Phrases.capitalized(Phrases.place(alert.place())));
    return lines;
  }

  private String from() {
    String address = event.sourceAddress();
    return address == null ? "no address recorded" : QUOTING.quote(address, 64);
  }

  private List<String> nextSteps() {
    Facts facts = Facts.of(event, QUOTING);
    GuideSteps guide = new GuideSteps(facts, Map.of(), alert.rule().guide());
    return Stream.concat(
            guide.texts(alert.rule().guide().investigate()).stream(),
            Stream.of(
                "Open the call: " + ConsoleLinks.event(event),
                "Commands to look and to contain are in the e-mail of this alert."))
        .toList();
  }

  /** The group's ARN, made from what AWS wrote; nothing if its name is no name RDS would take. */
  private List<String> resources() {
    String name = event.securityGroup().name();
    return name == null || !name.matches("[A-Za-z0-9-]{1,255}")
        ? List.of()
        : List.of(GroupArn.of(event, name));
  }
}
