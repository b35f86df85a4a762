package rdsalert.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where something stands in a record, such as {@code responseElements.iPRanges.cIDRIP}: lists on
 * the way are flattened, a name in another casing is found, and so is one that lies in one more
 * wrapper object of the request or the answer. A text that is itself a JSON object, as a policy is,
 * is looked into.
 */
public record RecordPath(List<String> names) {
  private static final Pattern DOTTED = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

  private static final Set<String> CALL = Set.of("requestParameters", "responseElements");

  /** More than anybody reads; what lies behind is left to the record itself. */
  private static final int MOST = 256;

  /** Refuses what is not names with dots between them. */
  public static RecordPath of(String dotted) {
    if (!DOTTED.matcher(dotted).matches()) {
      throw new IllegalArgumentException("'" + dotted + "' is not names with dots between them");
    }
    return new RecordPath(List.of(dotted.split("\\.", -1)));
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
      node = node.isTextual() ? Json.unpacked(node) : node;
      node =
          depth == 1 && CALL.contains(names.getFirst())
              ? Json.fieldOrWrapped(node, name)
              : Json.field(node, name);
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

  /** A text, a number or a flag as text; null for anything else and for nothing. */
  public static @Nullable String text(JsonNode value) {
    return Json.scalar(value);
  }
}
