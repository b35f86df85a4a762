package rdsalert.render;

import java.util.Locale;
import java.util.Map;

/**
 * One publish with a body for every kind of reader.
 *
 * @param subject under 100 ASCII characters, no line break
 * @param email plain text
 * @param chat a custom notification of Amazon Q Developer in chat applications, as JSON
 * @param sms one line of at most 140 GSM-7 characters
 * @param machine JSON for programs: what subscribers of every other protocol get
 * @param attributes what subscription filter policies can look at, by name
 */
public record Message(
    Kind kind,
    String subject,
    String email,
    String chat,
    String sms,
    String machine,
    Map<String, Attribute> attributes) {

  public Message {
    attributes = Map.copyOf(attributes);
  }

  /** What a message is about. */
  public enum Kind {
    /** One hit of a rule. */
    ALERT,
    /** The cap of a window is reached. */
    NOTICE,
    /** What was held back in a window that is closed. */
    DIGEST;

    /** In small letters, as the attribute {@code kind} has it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The value of a message attribute. */
  public sealed interface Attribute {
    /** A text. */
    record Text(String value) implements Attribute {}

    /** A number, which filter policies can compare. */
    record Numeric(long value) implements Attribute {}
  }
}
