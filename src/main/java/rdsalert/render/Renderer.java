package rdsalert.render;

import java.time.Instant;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Briefing;
import rdsalert.briefing.CapNotice;
import rdsalert.briefing.Digest;

/**
 * Writes alerts, notices and digests for every kind of reader.
 *
 * <p>The same input gives the same message, wherever and whenever it runs; and no text of a caller
 * becomes markup, a heading, an option or a line of its own in it.
 */
public final class Renderer {
  /**
   * Writes an alert.
   *
   * @param now when the message goes out, for times such as "3 min ago"
   */
  public Message render(Alert alert, Instant now) {
    Briefing briefing = Briefing.of(alert);
    Headlines headlines = new Headlines(briefing);
    return new Message(
        Message.Kind.ALERT,
        headlines.subject(),
        new AlertEmail(briefing, now).write(),
        new AlertChat(briefing, now).card().json(),
        headlines.sms(),
        new AlertFinding(briefing).write(),
        FilterAttributes.of(alert));
  }

  /** Writes a notice that the cap is reached. */
  public Message render(CapNotice notice, Instant now) {
    return new Message(
        Message.Kind.NOTICE,
        WindowHeadlines.subject(notice),
        NoticeEmail.write(notice, now),
        WindowChat.of(notice, now).json(),
        WindowHeadlines.sms(notice),
        WindowFinding.write(notice),
        FilterAttributes.of(notice));
  }

  /** Writes a digest of what was held. */
  public Message render(Digest digest, Instant now) {
    return new Message(
        Message.Kind.DIGEST,
        WindowHeadlines.subject(digest),
        DigestEmail.write(digest, now),
        WindowChat.of(digest, now).json(),
        WindowHeadlines.sms(digest),
        WindowFinding.write(digest),
        FilterAttributes.of(digest));
  }
}
