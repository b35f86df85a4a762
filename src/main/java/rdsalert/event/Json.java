package rdsalert.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lenient look-ups in a JSON object: a name in another casing is found, and so is one that lies in
 * one more wrapper object. Null, empty text and things of another kind count as absent.
 */
public final class Json {
  /** Longer than any field of a record that AWS writes; user agents and errors have 1 KB. */
  private static final int LONGEST = 2_048;

  /** Half of a surrogate pair is no character; it would break every writer further on. */
  private static final Pattern HALF = Pattern.compile("\\p{Cs}");

  /** Reads one document and no more; of two fields of one name, nobody could say which counts. */
  public static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** The value under a name, in any casing; a missing node where there is none or it is null. */
  static JsonNode field(JsonNode object, String name) {
    JsonNode exact = object.path(name);
    if (!exact.isMissingNode()) {
      return exact.isNull() ? MissingNode.getInstance() : exact;
    }
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (entry.getKey().equalsIgnoreCase(name) && !entry.getValue().isNull()) {
        return entry.getValue();
      }
    }
    return MissingNode.getInstance();
  }

  /** Like {@link #field}, and if there is none, the same name one object further in. */
  static JsonNode fieldOrWrapped(JsonNode object, String name) {
    return Stream.concat(Stream.of(object), object.valueStream().filter(JsonNode::isObject))
        .map(place -> field(place, name))
        .filter(found -> !found.isMissingNode())
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  /** A scalar as text, null where it is absent, empty, or no scalar. */
  static @Nullable String text(JsonNode object, String name) {
    JsonNode value = field(object, name);
    return value.isMissingNode() ? null : scalar(value);
  }

  static @Nullable String scalar(JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      return null;
    }
    String text = value.asText();
    return text.isEmpty()
        ? null
        : HALF.matcher(text.length() <= LONGEST ? text : cut(text, LONGEST)).replaceAll("\uFFFD");
  }

  /** What a text says that is itself a JSON object, as policies are; the value if it is no such. */
  static JsonNode unpacked(JsonNode value) {
    if (!value.isTextual() || !value.textValue().stripLeading().startsWith("{")) {
      return value;
    }
    try {
      return STRICT.readTree(value.textValue());
    } catch (JsonProcessingException _) {
      return value;
    }
  }

  /** A text that is itself a JSON object in its shortest form: no spaces, no needless escapes. */
  static JsonNode compact(JsonNode value) {
    JsonNode object = unpacked(value);
    return value.isTextual() && object.isObject() ? TextNode.valueOf(object.toString()) : value;
  }

  /** A text of at most so many characters, none of them halved, and a mark where it was longer. */
  public static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end) + "…";
  }
}
