package rdsalert.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Briefing;
import rdsalert.briefing.Digest;
import rdsalert.briefing.ReadyException;
import rdsalert.briefing.WindowReport.CapNotice;
import rdsalert.event.ManagementEvent;
import rdsalert.event.ManagementEvent.Scope;
import rdsalert.render.Message.Attribute;
import rdsalert.rule.DetectionRule;
import rdsalert.text.SafeText;

/**
 * Writes alerts, notices and digests for every kind of reader.
 *
 * <p>The same input gives the same message, wherever and whenever it runs; and no text of a caller
 * becomes markup, a heading, an option or a line of its own in it.
 */
public final class Renderer {
  private static final int LONGEST = 64;

  /** The message goes out {@code now}: it says how long ago things were. */
  public Message render(Alert alert, Instant now) {
    Briefing briefing = Briefing.of(alert);
    Headlines headlines = new Headlines(briefing);
    Optional<ObjectNode> exception = ReadyException.of(briefing.call());
    String thread = alert.thread();
    return new Message(
        Message.Kind.ALERT,
        headlines.subject(),
        new AlertEmail(briefing, headlines, exception, now).write(),
        new AlertChat(briefing, headlines, thread, now).card().json(),
        headlines.sms(),
        new AlertFinding(briefing, headlines, thread, exception).write(),
        attributes(Message.Kind.ALERT, alert.rule(), alert.event().scope()));
  }

  public Message render(CapNotice notice, Instant now) {
    return new Message(
        Message.Kind.NOTICE,
        HeldPhrase.subject(notice),
        NoticeEmail.write(notice, now),
        WindowChat.of(notice, now).json(),
        HeldPhrase.sms(notice),
        WindowFinding.write(notice),
        attributes(Message.Kind.NOTICE, notice.rule(), notice.first().scope()));
  }

  public Message render(Digest digest, Instant now) {
    return new Message(
        Message.Kind.DIGEST,
        HeldPhrase.subject(digest),
        DigestEmail.write(digest, now),
        WindowChat.of(digest, now).json(),
        HeldPhrase.sms(digest),
        WindowFinding.write(digest),
        attributes(
            Message.Kind.DIGEST,
            digest.rule(),
            new Scope(only(digest.counts().accounts()), only(digest.counts().regions()))));
  }

  /** The weekly message that shows that messages come; {@code event} is the proof. */
  public Message renderProof(ManagementEvent event, Instant now) {
    return CalmMessage.proof(event, now);
  }

  /** A setting as it was and is; empty where it was or is not set. */
  public record Setting(String name, String before, String now) {}

  /** The calm message that settings of the stack have changed. */
  public Message renderSettings(List<Setting> changed, String account, String region, Instant now) {
    return CalmMessage.settings(changed, new Scope(account, region), now);
  }

  /** What subscription filter policies look at. */
  private static Map<String, Attribute> attributes(
      Message.Kind kind, DetectionRule rule, Scope scope) {
    return Map.of(
        "kind", Attribute.text(kind.word()),
        "rule", Attribute.text(rule.id()),
        "severity", Attribute.text(rule.severity().word()),
        "risk_score", Attribute.number(rule.riskScore()),
        "account", Attribute.text(SafeText.word(scope.account(), LONGEST)),
        "region", Attribute.text(SafeText.word(scope.region(), LONGEST)));
  }

  /** A digest of one account or Region carries its name, any other the word {@code several}. */
  private static String only(Map<String, Integer> counts) {
    return counts.size() == 1 ? counts.keySet().iterator().next() : "several";
  }
}
