package rdsalert.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import rdsalert.event.ManagementEvent;
import rdsalert.render.Message.Attribute;
import rdsalert.text.JsonText;
import rdsalert.text.Page;
import rdsalert.text.SafeText;
import rdsalert.text.Times;

/** Tells people once a week, calmly, that an alert would have reached them. */
final class ProofMessage {
  private static final String WORKS = "RDS alerts work";
  private static final String PROVED =
      "A call that AWS refuses on purpose came from CloudTrail to you, the whole way that an alert"
          + " takes.";
  private static final String NOTHING = "Nothing happened and nothing has to be done.";
  private static final String MISSED =
      "This comes once a week. If a week passes without it, see \"No proof\" in the runbook.";

  private ProofMessage() {}

  static Message of(ManagementEvent event, Instant now) {
    String place = Headlines.where(event.scope());
    String subject = WORKS + " in " + Headlines.place(event.scope()) + ": weekly proof";
    return new Message(
        Message.Kind.PROOF,
        subject,
        email(event, place, now),
        chat(event, place, subject),
        Headlines.sms(subject),
        finding(event, subject, now),
        Map.of(
            "kind", Attribute.text(Message.Kind.PROOF.word()),
            "severity", Attribute.text("informational"),
            "risk_score", Attribute.number(0),
            "account", Attribute.text(SafeText.word(event.account(), 64)),
            "region", Attribute.text(SafeText.word(event.region(), 64))));
  }

  private static String email(ManagementEvent event, String place, Instant now) {
    Page page = new Page(SafeText::email);
    page.heading(WORKS + " in " + place).heading(NOTHING).blank();
    page.row("PROVED", PROVED);
    page.row("CALLED", Times.utcAndAgo(event.eventTime(), now));
    page.row("NEXT", MISSED).blank();
    return page.row("EVENT", event.eventId()).text();
  }

  private static String chat(ManagementEvent event, String place, String subject) {
    return new ChatCard(
            new ChatCard.Ids(uid(event), uid(event)),
            WORKS + " in " + place,
            List.of(PROVED, NOTHING, MISSED),
            List.of(),
            List.of(),
            new ChatCard.Summary(subject, "Proof"),
            List.of(),
            Map.of())
        .json();
  }

  /** A finding of no severity, so that a program that takes findings can read it too. */
  private static String finding(ManagementEvent event, String subject, Instant now) {
    ObjectNode json = Finding.detection();
    json.put("severity_id", 1).put("severity", "Informational").put("is_alert", false);
    json.put("status_id", 4).put("status", "Resolved");
    json.put("time", now.toEpochMilli()).put("message", subject);
    Finding.metadata(json, Message.Kind.PROOF, uid(event))
        .put("original_event_uid", event.eventId());
    ObjectNode cloud = json.putObject("cloud").put("provider", "AWS");
    Finding.account(cloud.put("region", Finding.cut(event.region())), event.account());
    ObjectNode info = json.putObject("finding_info").put("uid", uid(event));
    info.put("title", WORKS).put("desc", PROVED);
    return JsonText.of(json);
  }

  private static String uid(ManagementEvent event) {
    return "proof:" + Finding.cut(event.eventId());
  }
}
