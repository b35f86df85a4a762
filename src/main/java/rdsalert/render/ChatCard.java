package rdsalert.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Briefing;
import rdsalert.briefing.Briefing.Call;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.Report;
import rdsalert.text.JsonText;
import rdsalert.text.Links;
import rdsalert.text.SafeText;
import rdsalert.text.Said;
import rdsalert.text.Words;

/**
 * A custom notification of Amazon Q Developer in chat applications.
 *
 * <p>Its texts are live markup in Slack and Teams, so callers' text comes in only through {@link
 * SafeText#chat} or {@link SafeText#word}.
 *
 * @param context shown nowhere, but there for custom actions
 */
record ChatCard(
    Ids ids,
    String title,
    List<String> description,
    List<String> nextSteps,
    List<String> keywords,
    Summary summary,
    List<String> resources,
    ObjectNode context) {
  /** Slack refuses a section of more than 3,000 characters; the service itself takes 8,000. */
  static final int LONGEST_DESCRIPTION = 3000;

  private static final String MORE = "More is in the e-mail.";

  /** The message's id; messages with the same thread's id go into one thread. */
  record Ids(String message, String thread) {}

  /** The message in one line, and what kind of event it tells of. */
  record Summary(String line, String eventType) {}

  String json() {
    ObjectNode card = JsonText.object().put("version", "1.0").put("source", "custom");
    card.put("id", ids.message());
    ObjectNode content = card.putObject("content").put("textType", "client-markdown");
    content.put("title", Links.broken(title)).put("description", shortened());
    nextSteps.forEach(content.putArray("nextSteps")::add);
    keywords.forEach(content.putArray("keywords")::add);
    ObjectNode metadata = card.putObject("metadata").put("threadId", ids.thread());
    metadata.put("summary", summary.line()).put("eventType", summary.eventType());
    resources.forEach(metadata.putArray("relatedResources")::add);
    metadata.set("additionalContext", context);
    return JsonText.of(card);
  }

  /** Without its last lines if it is longer than a section may be. */
  private String shortened() {
    StringBuilder text = new StringBuilder();
    for (String line : Links.broken(String.join("\n", description)).split("\n", -1)) {
      if (text.length() + line.length() + MORE.length() + 2 > LONGEST_DESCRIPTION) {
        return text.append(MORE).toString();
      }
      text.append(line).append('\n');
    }
    return text.toString().stripTrailing();
  }

  /** The chat card of an alert: who, from where, with what, what is odd, what to do next. */
  record OfAlert(Briefing briefing, Headlines headlines, String thread) {
    private static final int LONGEST_AGENT = 72;

    /** What no caller could have made up, and no chat takes for anything else. */
    private static final Pattern PLAIN_ARN =
        Pattern.compile("arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:[0-9]*:[A-Za-z0-9:/.-]{1,255}");

    ChatCard card() {
      Alert alert = briefing.alert();
      ManagementEvent event = alert.event();
      DetectionRule rule = alert.rule();
      String account = SafeText.word(event.account(), 20);
      String region = SafeText.word(event.region(), 32);
      return new ChatCard(
          new Ids(alert.id(), thread),
          headlines.cardTitle(),
          description(),
          nextSteps(),
          List.of(rule.severity().word(), account, region),
          new Summary(SafeText.unmarked(headlines.subject()), event.eventName()),
          resources(),
          JsonText.object()
              .put("account", account)
              .put("eventId", event.eventId())
              .put("region", region)
              .put("rule", rule.id()));
    }

    private List<String> description() {
      List<String> lines = new ArrayList<>();
      Call call = briefing.call();
      Alert alert = briefing.alert();
      DetectionRule rule = call.rule();
      lines.add(headlines.when() + "; " + rule.rating().words());
      lines.add("Who: " + call.actor().withSession().in(SafeText::chat));
      lines.add(call.actor().credentials().in(SafeText::chat));
      lines.add("From: " + call.recordedAddress().in(SafeText::chat));
      lines.add("With: " + call.tool().recorded(LONGEST_AGENT).in(SafeText::chat));
      for (Map.Entry<String, Said> row : briefing.rows().entrySet()) {
        String label = Words.capitalized(row.getKey().toLowerCase(Locale.ROOT));
        lines.add(label + ": " + row.getValue().in(SafeText::chat));
      }
      briefing.signals().stream()
          .map(one -> one.mark() + " " + one.reason().in(SafeText::chat))
          .forEach(lines::add);
      if (!alert.others().isEmpty()) {
        lines.add("Also matches: " + alert.otherRules());
      }
      Report.Note note = rule.report().note();
      if (note != null) {
        lines.add(note.card());
      }
      lines.add(Words.capitalized(alert.position().words()));
      return lines;
    }

    private List<String> nextSteps() {
      List<String> steps = new ArrayList<>();
      briefing.investigate().forEach(step -> steps.add(Links.broken(step.in(SafeText::chat))));
      briefing.console().ifPresent(link -> steps.add("Open the call: " + link));
      steps.add("Commands to look and to contain are in the e-mail of this alert.");
      return steps;
    }

    private List<String> resources() {
      Call call = briefing.call();
      String arn = call.facts().text(call.rule().report().resource().uid());
      return arn == null || !PLAIN_ARN.matcher(arn).matches() || !Links.in(arn).isEmpty()
          ? List.of()
          : List.of(arn);
    }
  }
}
