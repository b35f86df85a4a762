package rdsalert.local.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/** A whole record in one column of a table, or in one field beside others. */
final class WholeRecord {
  private static final List<String> COLUMNS =
      List.of("eventJson", "eventjson", "CloudTrailEvent", "@message", "message", "_raw");

  private WholeRecord() {}

  static boolean isColumn(String name) {
    return COLUMNS.stream().anyMatch(name::equalsIgnoreCase);
  }

  /** The record in a row, or its text; missing if there is none. */
  static JsonNode in(JsonNode row) {
    for (String column : COLUMNS) {
      JsonNode value = row.path(column);
      if (value.has("eventName") || isTextOfRecord(value.asText(""))) {
        return value;
      }
    }
    return MissingNode.getInstance();
  }

  private static boolean isTextOfRecord(String text) {
    return text.contains("\"eventName\"") && text.stripLeading().startsWith("{");
  }
}
