package rdsalert.alert;

import java.time.Instant;

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
    return new Message(
        Message.Kind.ALERT,
        Subject.of(alert),
        AlertEmail.write(alert, now),
        AlertChat.of(alert, now).json(),
        Sms.of(alert),
        AlertFinding.write(alert),
        Attributes.of(alert));
  }

  /** Writes a notice that the cap is reached. */
  public Message render(CapNotice notice, Instant now) {
    return new Message(
        Message.Kind.NOTICE,
        Subject.of(notice),
        NoticeEmail.write(notice, now),
        WindowChat.of(notice, now).json(),
        Sms.of(notice),
        WindowFinding.write(notice),
        Attributes.of(notice));
  }

  /** Writes a digest of what was held. */
  public Message render(Digest digest, Instant now) {
    return new Message(
        Message.Kind.DIGEST,
        Subject.of(digest),
        DigestEmail.write(digest, now),
        WindowChat.of(digest, now).json(),
        Sms.of(digest),
        WindowFinding.write(digest),
        Attributes.of(digest));
  }
}
