package rdsalert.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import rdsalert.render.Message.Attribute;
import rdsalert.text.JsonText;

/**
 * A message as one publish with {@code MessageStructure=json}: a body per protocol, and how large
 * SNS counts it.
 */
public final class PublishBody {
  /** The most bytes that one publish may have. */
  public static final int LARGEST = 262_144;

  private PublishBody() {}

  /** The JSON structure to publish: {@code default}, {@code email}, {@code https}, {@code sms}. */
  public static String json(Message message) {
    ObjectNode bodies = JsonText.object();
    bodies.put("default", message.machine());
    bodies.put("email", message.email());
    bodies.put("https", message.chat());
    bodies.put("sms", message.sms());
    return JsonText.of(bodies);
  }

  /** The bytes of the structure and of all attributes' names, types and values together. */
  public static int size(Message message) {
    int size = bytes(json(message));
    for (Map.Entry<String, Attribute> attribute : message.attributes().entrySet()) {
      size += bytes(attribute.getKey()) + size(attribute.getValue());
    }
    return size;
  }

  /** The data type's name, as SNS knows it. */
  public static String type(Attribute attribute) {
    return switch (attribute) {
      case Attribute.Text text -> "String";
      case Attribute.Numeric number -> "Number";
    };
  }

  /** The value as SNS takes it. */
  public static String value(Attribute attribute) {
    return switch (attribute) {
      case Attribute.Text(String text) -> text;
      case Attribute.Numeric(long number) -> Long.toString(number);
    };
  }

  private static int size(Attribute attribute) {
    return bytes(type(attribute)) + bytes(value(attribute));
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
