package rdsalert.alert;

import com.fasterxml.jackson.databind.json.JsonMapper;
import rdsalert.alert.Message.Attribute;

/** A message as one publish with {@code MessageStructure=json}. */
public final class PublishBody {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private PublishBody() {}

  public static String json(Message message) {
    return MAPPER
        .createObjectNode()
        .put("default", message.machine())
        .put("email", message.email())
        .put("https", message.chat())
        .put("sms", message.sms())
        .toString();
  }

  public static String type(Attribute attribute) {
    return switch (attribute) {
      case Attribute.Text _ -> "String";
      case Attribute.Numeric _ -> "Number";
    };
  }

  public static String value(Attribute attribute) {
    return switch (attribute) {
      case Attribute.Text(String text) -> text;
      case Attribute.Numeric(long number) -> Long.toString(number);
    };
  }
}
