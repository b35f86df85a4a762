package rdsalert.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** JSON in printable ASCII only, so that no transport, terminal or log can be upset by it. */
public final class JsonText {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final String HOST = "[a-z0-9-]\\.[a-z]{2,24}(?::[0-9]{1,5})?";
  private static final Pattern LINK = Pattern.compile("(?i)://|www\\.|mailto:|" + HOST + "/");
  private static final Pattern PATH = Pattern.compile("(?i)(" + HOST + ")/");
  private static final Pattern WWW = Pattern.compile("(?i)(www)\\.");
  private static final Pattern MAILTO = Pattern.compile("(?i)(mailto):");

  private JsonText() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static String of(JsonNode json) {
    try {
      return MAPPER.writeValueAsString(json).replace("\u007f", "\\u007f");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree could not be written", e);
    }
  }

  /** Whether a mail program would make a link of some part of a text. */
  public static boolean hasLink(String text) {
    return LINK.matcher(text).find();
  }

  /**
   * JSON without the one character that would need shell quoting inside single quotes, and without
   * what a mail program would make a link of.
   */
  public static String argument(JsonNode json) {
    String text = of(json).replace("'", "\\u0027").replace("://", "\\u003a//");
    String pathless = PATH.matcher(text).replaceAll("$1\\\\u002f");
    return MAILTO
        .matcher(WWW.matcher(pathless).replaceAll("$1\\\\u002e"))
        .replaceAll("$1\\\\u003a");
  }
}
