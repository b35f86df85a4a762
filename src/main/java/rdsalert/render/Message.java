package rdsalert.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import rdsalert.text.JsonText;

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

  /** A value of SNS's type {@code String}, or of {@code Number}, which filters can compare. */
  public record Attribute(String type, String value) {
    public static Attribute text(String value) {
      return new Attribute("String", value);
    }

    public static Attribute number(long value) {
      return new Attribute("Number", Long.toString(value));
    }
  }

  /** The structure to publish as {@code MessageStructure=json}: a body for every protocol. */
  public String bodies() {
    ObjectNode bodies = JsonText.object().put("default", machine).put("email", email);
    return JsonText.of(bodies.put("https", chat).put("sms", sms));
  }
}
