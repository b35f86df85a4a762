package rdsalert.alert;

import java.time.Instant;
import java.util.Map;
import rdsalert.rule.DetectionRule;

/** Writes alerts, notices and digests for every kind of reader. */
public final class Renderer {
  /**
   * Writes an alert.
   *
   * @param now when the message goes out, for times such as "3 min ago"
   */
  public Message render(Alert alert, Instant now) {
    String line =
        alert.event().eventName() + " in " + alert.event().account() + " " + alert.event().region();
    return message(Message.Kind.ALERT, alert.rule(), line, alert.id());
  }

  /** Writes a notice that the cap is reached. */
  public Message render(CapNotice notice, Instant now) {
    return message(Message.Kind.NOTICE, notice.rule(), "cap reached", notice.rule().id());
  }

  /** Writes a digest of what was held. */
  public Message render(Digest digest, Instant now) {
    return message(Message.Kind.DIGEST, digest.rule(), digest.held() + " held", digest.rule().id());
  }

  private static Message message(Message.Kind kind, DetectionRule rule, String line, String id) {
    return new Message(
        kind,
        line,
        line + "\n",
        "{}",
        line,
        "{\"id\":\"" + id + "\"}",
        Map.of(
            "rule", new Message.Attribute.Text(rule.id()),
            "kind", new Message.Attribute.Text(kind.word())));
  }
}
