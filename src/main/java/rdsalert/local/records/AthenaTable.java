package rdsalert.local.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of {@code aws athena get-query-results}, one by one. */
final class AthenaTable {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** The first row; missing if it has none. */
  private @Nullable JsonNode names;

  List<Found> in(byte[] json, int from, int to) {
    JsonNode row = row(json, from, to);
    if (!row.path("Data").isArray()) {
      return Forms.in(json, from, to);
    }
    JsonNode header = names;
    if (header == null) {
      boolean areNames = Rows.areNames(row);
      names = areNames ? row : MAPPER.missingNode();
      return areNames ? List.of() : List.of(new Found.Unreadable(Rows.NO_NAMES));
    }
    return header.isMissingNode() ? List.of() : Forms.in(Rows.row(header, row));
  }

  private static JsonNode row(byte[] json, int from, int to) {
    try {
      return MAPPER.readTree(json, from, to - from);
    } catch (IOException e) { // told of where it is read as anything else
      return MAPPER.missingNode();
    }
  }
}
