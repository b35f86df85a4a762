package rdsalert.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lenient look-ups in JSON: a name in another casing is found, and so is one that lies in one more
 * wrapper object. Null, empty text and things of another kind count as absent.
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
  private static JsonNode fieldOrWrapped(JsonNode object, String name) {
    return Stream.concat(Stream.of(object), object.valueStream().filter(JsonNode::isObject))
        .map(place -> field(place, name))
        .filter(found -> !found.isMissingNode())
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  /** The text of the value under a name; null where there is none. */
  static @Nullable String text(JsonNode object, String name) {
    JsonNode value = field(object, name);
    return value.isMissingNode() ? null : scalar(value);
  }

  /** The first that is not null; null if there is none. */
  public static @Nullable String firstOf(@Nullable String... candidates) {
    return Stream.of(candidates).filter(Objects::nonNull).findFirst().orElse(null);
  }

  /** A text, a number or a flag as text; null for anything else and for nothing. */
  public static @Nullable String scalar(JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      return null;
    }
    String text = value.asText();
    return text.isEmpty()
        ? null
        : HALF.matcher(text.length() <= LONGEST ? text : cut(text, LONGEST)).replaceAll("\uFFFD");
  }

  /** What a text says that is itself a JSON object, as policies are; the value if it is no such. */
  private static JsonNode unpacked(JsonNode value) {
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
  private static JsonNode compact(JsonNode value) {
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

  /**
   * Where something stands in a record, such as {@code responseElements.iPRanges.cIDRIP}: lists on
   * the way are flattened, and a wrapper object of the request or the answer is looked into, as is
   * a text that is itself a JSON object, such as a policy.
   */
  public record Path(List<String> names) {
    private static final Pattern DOTTED = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    private static final Set<String> CALL = Set.of("requestParameters", "responseElements");

    /** More than anybody reads; what lies behind is left to the record itself. */
    private static final int MOST = 256;

    /** Refuses what is not names with dots between them. */
    public static Path of(String dotted) {
      if (!DOTTED.matcher(dotted).matches()) {
        throw new IllegalArgumentException("'" + dotted + "' is not names with dots between them");
      }
      return new Path(List.of(dotted.split("\\.", -1)));
    }

    /** Every value in a record's {@code detail}, lists flattened. */
    public List<JsonNode> in(JsonNode detail) {
      List<JsonNode> found = new ArrayList<>();
      find(detail, 0, found);
      return found;
    }

    private void find(JsonNode from, int begin, List<JsonNode> found) {
      JsonNode node = from;
      int depth = begin;
      for (; depth < names.size() && !node.isArray(); depth++) {
        String name = names.get(depth);
        node = node.isTextual() ? unpacked(node) : node;
        node =
            depth == 1 && CALL.contains(names.getFirst())
                ? fieldOrWrapped(node, name)
                : field(node, name);
      }
      if (node.isArray()) {
        for (JsonNode element : node) {
          find(element, depth, found);
        }
      } else if (!node.isMissingNode() && !node.isNull() && found.size() < MOST) {
        found.add(node);
      }
    }

    /**
     * Every value that is a text, a number or a flag, as text; JSON in a text in its shortest form.
     */
    public List<String> textsIn(JsonNode detail) {
      return in(detail).stream()
          .map(Json::compact)
          .map(Json::scalar)
          .filter(Objects::nonNull)
          .toList();
    }
  }
}
