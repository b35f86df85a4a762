package rdsalert.local.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records that were rows of a table in Athena or CloudTrail Lake: names in lower case become
 * CloudTrail's again, texts of JSON become JSON, and {@code {type=Root, arn=…}} an identity.
 */
final class Rows {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final Pattern TIME =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d)(?:\\.\\d+)?(?: UTC)?");

  private static final Map<String, String> NAMES =
      Stream.of(
              "eventVersion userIdentity eventTime eventSource eventName awsRegion sourceIPAddress",
              "userAgent errorCode errorMessage requestParameters responseElements requestID",
              "additionalEventData eventID readOnly resources eventType apiVersion tlsDetails",
              "managementEvent recipientAccountId serviceEventDetails sharedEventID addendum",
              "vpcEndpointId vpcEndpointAccountId eventCategory sessionCredentialFromConsole",
              "edgeDeviceDetails annotation",
              "type principalId arn accountId accessKeyId userName invokedBy sessionContext",
              "attributes mfaAuthenticated creationDate sessionIssuer ec2RoleDelivery",
              "webIdFederationData federatedProvider onBehalfOf userId identityStoreArn inScopeOf",
              "issuerType credentialsIssuedTo sourceArn sourceAccount sourceIdentity",
              "identityProvider credentialId assumedRoot",
              "reason updatedFields originalRequestID originalEventID",
              "tlsVersion cipherSuite clientProvidedHostHeader")
          .flatMap(line -> Stream.of(line.split(" ", -1)))
          .collect(Collectors.toMap(name -> name.toLowerCase(Locale.ROOT), name -> name));

  static final String NO_NAMES =
      "these rows of Athena's have no line of names before them, as a later page; give the CSV"
          + " file that Athena wrote";

  /** What rules and alerts are about: without one of them a call would be judged wrongly. */
  private static final List<String> NEEDED =
      List.of(
          ("eventID eventTime eventSource eventName awsRegion userIdentity requestParameters"
                  + " responseElements errorCode errorMessage")
              .split(" ", -1));

  private static final List<String> WHOLE =
      List.of("eventJson", "eventjson", "CloudTrailEvent", "@message", "message");

  /** Columns of JSON, or of structures as Athena writes them. */
  private static final Set<String> OBJECTS =
      Set.of(
          ("requestParameters responseElements additionalEventData serviceEventDetails"
                  + " userIdentity addendum tlsDetails")
              .split(" ", -1));

  private static final Pattern STRUCT = Pattern.compile("(?s)\\{\\w+=.*");

  private Rows() {}

  /** Whether a row of Athena's has names of columns. */
  static boolean areNames(JsonNode row) {
    return row.path("Data").findValuesAsText("VarCharValue").stream().anyMatch(Rows::isOfCalls);
  }

  /** A row of Athena's with the names of its columns. */
  static ObjectNode row(JsonNode names, JsonNode cells) {
    ObjectNode row = MAPPER.createObjectNode();
    for (int column = 0; column < names.path("Data").size(); column++) {
      row.set(
          names.path("Data").path(column).path("VarCharValue").asText(),
          cells.path("Data").path(column).get("VarCharValue"));
    }
    return row;
  }

  /** Whether a column is one of a table of calls: their names, or the whole of them. */
  static boolean isOfCalls(String column) {
    return column.equalsIgnoreCase("eventName") || isOfWhole(column);
  }

  /** Whether a column, or a field beside others, has whole records. */
  static boolean isOfWhole(String column) {
    return WHOLE.stream().anyMatch(column::equalsIgnoreCase);
  }

  /** The whole record in a row, or its text; missing if there is none. */
  static JsonNode whole(JsonNode row) {
    for (String column : WHOLE) {
      JsonNode value = row.path(column);
      String text = value.asText("");
      if (value.has("eventName")
          || (text.contains("\"eventName\"") && text.stripLeading().startsWith("{"))) {
        return value;
      }
    }
    return MAPPER.missingNode();
  }

  /** The first column that a table lacks; null if it has all. */
  static @Nullable String missing(List<String> columns) {
    return NEEDED.stream()
        .filter(name -> columns.stream().noneMatch(name::equalsIgnoreCase))
        .findFirst()
        .orElse(null);
  }

  /**
   * The record that was a row.
   *
   * @throws IllegalArgumentException if it cannot be told; the message says why, and what to do
   */
  static ObjectNode restored(ObjectNode row) {
    ObjectNode record = MAPPER.createObjectNode();
    String missing = missing(row.propertyStream().map(Map.Entry::getKey).toList());
    if (missing != null) {
      throw new IllegalArgumentException(
          "this looks like a row of a table without the column "
              + missing
              + "; select all columns");
    }
    for (Map.Entry<String, JsonNode> cell : row.properties()) {
      String name = NAMES.getOrDefault(cell.getKey().toLowerCase(Locale.ROOT), cell.getKey());
      String text = cell.getValue().asText("");
      if (!cell.getValue().isTextual() && !cell.getValue().isNull()) {
        record.set(name, cell.getValue());
      } else if (OBJECTS.contains(name)) {
        record.set(name, object(name, text));
      } else if (!text.isEmpty() && !text.equals("null")) {
        record.put(name, name.equals("eventTime") ? time(text) : text);
      }
    }
    return record;
  }

  /** CloudTrail's way to write a time, of that of CloudTrail Lake. */
  private static String time(String text) {
    Matcher time = TIME.matcher(text);
    return time.matches() ? time.group(1) + "T" + time.group(2) + "Z" : text;
  }

  private static JsonNode object(String name, String text) {
    try {
      if (!STRUCT.matcher(text).matches()) {
        return text.isEmpty() ? MAPPER.nullNode() : MAPPER.readTree(text);
      }
      ObjectNode object = MAPPER.createObjectNode();
      if (struct(text, 1, object) == text.length()) {
        return object;
      }
    } catch (JsonProcessingException | IndexOutOfBoundsException e) {
      // As where a text has a bracket in it.
    }
    throw new IllegalArgumentException(
        "this looks like a row of a table, and its "
            + name
            + " cannot be read; if CloudTrail Lake has it, select eventJson");
  }

  /** Reads {@code name=value, …}} from a place on, and returns the place behind it. */
  private static int struct(String text, int from, ObjectNode into) {
    int i = from;
    while (text.charAt(i) != '}') {
      int equals = text.indexOf('=', i);
      String key = text.substring(i, equals);
      String name = NAMES.getOrDefault(key, key);
      i = equals + 1;
      if (text.charAt(i) == '{') {
        i = struct(text, i + 1, into.putObject(name));
      } else {
        int end = end(text, i);
        String value = text.substring(i, end);
        if (!value.isEmpty() && !value.equals("null")) {
          into.put(name, value);
        }
        i = end;
      }
      i += text.startsWith(", ", i) ? 2 : 0;
    }
    return i + 1;
  }

  /** Where a value ends: at the next name that is known, or at the bracket. */
  private static int end(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '}') {
        return i;
      }
      if (text.startsWith(", ", i)) {
        int equals = text.indexOf('=', i);
        String key = equals < 0 ? "" : text.substring(i + 2, equals);
        if (NAMES.containsKey(key.toLowerCase(Locale.ROOT))) {
          return i;
        }
      }
    }
    throw new IndexOutOfBoundsException();
  }
}
