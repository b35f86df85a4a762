package rdsalert.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Briefing;
import rdsalert.briefing.Digest;
import rdsalert.briefing.ReadyException;
import rdsalert.briefing.WindowReport.CapNotice;
import rdsalert.event.ManagementEvent.Scope;
import rdsalert.rule.DetectionRule;
import rdsalert.text.JsonText;
import rdsalert.text.SafeText;

/**
 * One publish with a body for every kind of reader.
 *
 * <p>The same input gives the same message, wherever and whenever it runs; and no text of a caller
 * becomes markup, a heading, an option or a line of its own in it.
 *
 * @param subject under 100 ASCII characters, no line break
 * @param email plain text
 * @param chat a custom notification of Amazon Q Developer in chat applications, as JSON
 * @param sms one line of at most 140 GSM-7 characters
 * @param machine JSON for programs: what subscribers of every other protocol get
 * @param attributes what subscription filter policies can look at: texts, and numbers to compare
 */
public record Message(
    Kind kind,
    String subject,
    String email,
    String chat,
    String sms,
    String machine,
    ObjectNode attributes) {

  private static final int LONGEST_PLACE = 64;

  public enum Kind {
    ALERT,
    NOTICE,
    DIGEST,
    /** Nothing happened: it only shows that messages come. */
    PROOF,
    /** Settings of the stack have changed. */
    SETTINGS;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The message goes out {@code now}: it says how long ago things were. */
  public static Message of(Alert alert, Instant now) {
    Briefing briefing = Briefing.of(alert);
    Headlines headlines = new Headlines(briefing, now);
    Optional<ObjectNode> exception = ReadyException.of(briefing.call(), alert.raisedAt());
    String thread = alert.thread();
    return new Message(
        Kind.ALERT,
        headlines.subject(),
        new AlertEmail(briefing, headlines, exception, now).write(),
        new ChatCard.OfAlert(briefing, headlines, thread).card().json(),
        headlines.sms(),
        new AlertFinding(briefing, headlines, thread, exception).write(),
        attributes(Kind.ALERT, alert.rule(), alert.event().scope()));
  }

  public static Message of(CapNotice notice, Instant now) {
    return new Message(
        Kind.NOTICE,
        HeldPhrase.subject(notice),
        WindowEmail.write(notice, now),
        WindowChat.of(notice, now).json(),
        HeldPhrase.sms(notice),
        WindowFinding.write(notice),
        attributes(Kind.NOTICE, notice.rule(), notice.first().scope()));
  }

  public static Message of(Digest digest, Instant now) {
    return new Message(
        Kind.DIGEST,
        HeldPhrase.subject(digest),
        WindowEmail.write(digest, now),
        WindowChat.of(digest, now).json(),
        HeldPhrase.sms(digest),
        WindowFinding.write(digest),
        attributes(
            Kind.DIGEST,
            digest.rule(),
            new Scope(only(digest.counts().accounts()), only(digest.counts().regions()))));
  }

  private static ObjectNode attributes(Kind kind, DetectionRule rule, Scope scope) {
    return attributes(kind, rule.severity().word(), rule.riskScore(), scope).put("rule", rule.id());
  }

  static ObjectNode attributes(Kind kind, String severity, int risk, Scope scope) {
    return JsonText.object()
        .put("kind", kind.word())
        .put("severity", severity)
        .put("risk_score", risk)
        .put("account", SafeText.word(scope.account(), LONGEST_PLACE))
        .put("region", SafeText.word(scope.region(), LONGEST_PLACE));
  }

  /** A digest of one account or Region carries its name, any other the word {@code several}. */
  private static String only(Map<String, Integer> counts) {
    return counts.size() == 1 ? counts.keySet().iterator().next() : "several";
  }

  /** The structure to publish as {@code MessageStructure=json}: a body for every protocol. */
  public String bodies() {
    ObjectNode bodies = JsonText.object().put("default", machine).put("email", email);
    return JsonText.of(bodies.put("https", chat).put("sms", sms));
  }
}
