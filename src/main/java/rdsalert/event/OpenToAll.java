package rdsalert.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds out whether a call names all addresses of the internet, or nearly all, as a range. */
final class OpenToAll {
  /** AWS takes any address before the slash, and keeps nothing of it. */
  private static final Pattern ALL =
      Pattern.compile(
          "[0-9]{1,3}(\\.[0-9]{1,3}){3}/0{0,2}[0-7]|[0-9a-fA-F.]*:[0-9a-fA-F.:]*/0{0,2}[0-5]");

  private OpenToAll() {}

  /** Whether a field of request or answer whose name speaks of a CIDR range holds one of these. */
  static boolean inCall(JsonNode event) {
    JsonNode detail = event.path("detail");
    return in("", Json.field(detail, "requestParameters"))
        || in("", Json.field(detail, "responseElements"));
  }

  private static boolean in(String name, JsonNode value) {
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (in(field.getKey(), field.getValue())) {
        return true;
      }
    }
    for (JsonNode element : value.isArray() ? value : List.<JsonNode>of()) {
      if (in(name, element)) {
        return true;
      }
    }
    return value.isValueNode()
        && name.toLowerCase(Locale.ROOT).contains("cidr")
        && ALL.matcher(value.asText()).matches();
  }
}
