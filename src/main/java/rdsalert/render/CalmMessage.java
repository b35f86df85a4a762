package rdsalert.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rdsalert.event.ManagementEvent;
import rdsalert.event.ManagementEvent.Scope;
import rdsalert.text.JsonText;
import rdsalert.text.Links;
import rdsalert.text.Page;
import rdsalert.text.SafeText;
import rdsalert.text.Said;
import rdsalert.text.Words;

/**
 * Tells people calmly of what is no alert: that one would have reached them, or that settings have
 * changed.
 *
 * @param id of the message, without its kind
 * @param title what it tells, wherever that is
 * @param subject the same with the place
 * @param said all there is to say, each without a text of a caller's
 */
public record CalmMessage(
    Message.Kind kind, String id, Scope scope, String title, String subject, List<String> said) {
  private static final String WORKS = "RDS alerts work";
  private static final String PROVED =
      "The daily test call of this stack, which AWS refuses, went the whole way of an alert, from"
          + " CloudTrail to you.";
  private static final String NOTHING = "This is only a test; nothing has to be done.";
  private static final String MISSED =
      "This message comes once a week. If it does not, see \"No proof\" in the runbook.";

  private static final String CHANGED = "Settings of RDS alerts changed";
  private static final String EXPECTED = "If your team changed them, all is well.";
  private static final String UNEXPECTED =
      "If your team did not change them, see \"Somebody switches it off\" in the runbook. A"
          + " separate message says who deployed.";

  /** A setting as it was and is; empty where it was or is not set. */
  public record Setting(String name, String before, String now) {}

  /** Once a week, to show that messages come; {@code event} is the proof. */
  public static Message proof(ManagementEvent event, Instant now) {
    Page page = page(WORKS, event.scope(), NOTHING);
    page.row("PROVED", PROVED);
    page.row("CALLED", Words.utcAndAgo(event.eventTime(), now));
    page.row("NEXT", MISSED).blank();
    return new CalmMessage(
            Message.Kind.PROOF,
            event.eventId(),
            event.scope(),
            WORKS,
            WORKS + " in " + Headlines.place(event.scope()) + ": weekly proof",
            List.of(PROVED, NOTHING, MISSED))
        .message(page.row("EVENT", event.eventId()).text(), now, event.eventId());
  }

  /** As soon as a sweep finds that settings of the stack have changed. */
  public static Message settings(
      List<Setting> changed, String account, String region, Instant now) {
    Scope scope = new Scope(account, region);
    List<String> changes = changed.stream().map(CalmMessage::change).toList();
    List<String> said = new ArrayList<>(changes);
    said.addAll(List.of(EXPECTED, UNEXPECTED));
    Page page = page(CHANGED, scope, EXPECTED);
    page.rows("CHANGED", changes.stream().map(Said::of).toList());
    page.row("SEEN", Words.utcAndAgo(now, now));
    return new CalmMessage(
            Message.Kind.SETTINGS,
            scope.account() + ":" + scope.region() + ":" + now.toEpochMilli(),
            scope,
            CHANGED,
            Links.line(
                CHANGED + " in " + Headlines.place(scope) + ": " + String.join(", ", changes),
                Headlines.LONGEST_SUBJECT),
            said)
        .message(page.row("NEXT", UNEXPECTED).text(), now, null);
  }

  /** A text of ours: nothing but a word stays of a name or value, though settings are checked. */
  private static String change(Setting setting) {
    return word(setting.name()) + " from " + word(setting.before()) + " to " + word(setting.now());
  }

  private static String word(String text) {
    return text.isEmpty() ? "(empty)" : Links.broken(SafeText.word(text, 120));
  }

  private static Page page(String title, Scope scope, String calm) {
    Page page = new Page(SafeText::email);
    return page.heading(title + " in " + Headlines.where(scope)).heading(calm).blank();
  }

  private Message message(String email, Instant now, @Nullable String eventId) {
    return new Message(
        kind,
        subject,
        email,
        chat(),
        Headlines.sms(subject),
        finding(now, eventId),
        Message.attributes(kind, "informational", 0, scope));
  }

  private String chat() {
    return new ChatCard(
            new ChatCard.Ids(uid(), uid()),
            title + " in " + Headlines.where(scope),
            said.stream().map(SafeText::unmarked).toList(),
            List.of(),
            List.of(),
            new ChatCard.Summary(subject, kind == Message.Kind.PROOF ? "Proof" : "Settings"),
            List.of(),
            JsonText.object())
        .json();
  }

  /** A finding of no severity, so that a program that takes findings can read it too. */
  private String finding(Instant now, @Nullable String eventId) {
    ObjectNode json = Finding.detection();
    json.put("severity_id", 1).put("severity", "Informational").put("is_alert", false);
    json.put("status_id", 4).put("status", "Resolved");
    json.put("time", now.toEpochMilli()).put("message", subject);
    Finding.put(Finding.metadata(json, kind, uid()), "original_event_uid", eventId);
    ObjectNode cloud = json.putObject("cloud").put("provider", "AWS");
    Finding.account(cloud.put("region", Finding.cut(scope.region())), scope.account());
    ObjectNode info = json.putObject("finding_info").put("uid", uid());
    info.put("title", title).put("desc", said.getFirst());
    return JsonText.of(json);
  }

  private String uid() {
    return kind.word() + ":" + id;
  }
}
