package rdsalert.local.records;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Finds the calls in a JSON value: a CloudTrail record, an EventBridge event, or what AWS wraps
 * around them, one wrapper in another.
 */
final class Forms {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** More wrappers than that are one in another only to annoy. */
  private static final int DEEPEST = 12;

  /** How much a value may be, unpacked. */
  private static final int LARGEST = 32 << 20;

  /** The fields of wrappers that hold what they carry, be it JSON, a text of JSON, or packed. */
  private static final List<String> CONTENTS =
      List.of(
          ("eventJson eventjson CloudTrailEvent Records Events QueryResultRows" // CloudTrail
                  + " requestPayload Messages Body body Sns Message" // Lambda, SQS, SNS
                  + " awslogs logEvents events message @message" // CloudWatch Logs
                  + " records kinesis data Data") // Firehose, Kinesis
              .split(" ", -1));

  /** What AWS writes beside calls, by a field that gives it away. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "digestStartTime", "a digest file",
          "hashSignature", "a sign file of CloudTrail Lake's",
          "insightDetails", "an Insight record",
          "s3ObjectKey", "a notice of a log file",
          "s3", "a notification of S3's",
          "HostId", "a test of S3's",
          "configurationItems", "a file of AWS Config's",
          "detail-type", "an event of EventBridge's that is no call");

  /** Is told what one value turned out to be, or to hold. */
  interface Findings {
    /** A call, in the form in which EventBridge delivers it. */
    void call(JsonNode event);

    /** Something that AWS writes, but no call. */
    void noCall(String what);

    /** It may hold a call, but cannot be read. */
    void fault(String why);
  }

  private final Findings findings;
  private int unpacked;

  private Forms(Findings findings) {
    this.findings = findings;
  }

  static void read(byte[] json, int from, int to, Findings findings) {
    try {
      read(MAPPER.readTree(json, from, to - from), findings);
    } catch (IOException e) {
      findings.fault("not JSON: " + why(e));
    }
  }

  static void read(JsonNode json, Findings findings) {
    new Forms(findings).look(json, 0);
  }

  private void look(JsonNode json, int depth) {
    if (depth > DEEPEST) {
      findings.fault("too many wrappers, one in another");
    } else if (json.isTextual()) {
      lookInText(json.asText(), depth);
    } else if (json.isArray()) {
      lookInArray(json, depth);
    } else if (json instanceof ObjectNode object) {
      lookInObject(object, depth);
    } else {
      String kind = json.getNodeType().name().toLowerCase(Locale.ROOT);
      findings.fault("expected a record, a JSON object, but got a " + kind);
    }
  }

  private void lookInText(String text, int depth) {
    String start = text.stripLeading();
    try {
      if (start.startsWith("{") || start.startsWith("[")) {
        look(MAPPER.readTree(text), depth + 1);
      } else if (start.startsWith("H4sI") || start.startsWith("eyJ") || start.startsWith("W3s")) {
        byte[] bytes = Base64.getMimeDecoder().decode(start);
        look(MAPPER.readTree(start.startsWith("H4sI") ? unpacked(bytes) : bytes), depth + 1);
      } else if (start.startsWith("CWL CONTROL MESSAGE")) {
        findings.noCall("a control message of CloudWatch Logs'");
      } else {
        findings.fault("a text that is no JSON");
      }
    } catch (IOException | IllegalArgumentException e) {
      findings.fault("a text in it is not what it seems: " + why(e));
    }
  }

  private static String why(Exception e) {
    return String.valueOf(
        e instanceof JacksonException j ? j.getOriginalMessage() : e.getMessage());
  }

  private byte[] unpacked(byte[] packed) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] plain = in.readNBytes(LARGEST - unpacked);
      unpacked += plain.length;
      if (unpacked >= LARGEST) {
        throw new IOException("it is larger than 32 MB, unpacked");
      }
      return plain;
    }
  }

  /** A row is a list of objects: of one field each in CloudTrail Lake, of two in Logs Insights. */
  private void lookInArray(JsonNode array, int depth) {
    ObjectNode whole = MAPPER.createObjectNode();
    for (JsonNode element : array) {
      if (element.has("field")) {
        whole.set(element.path("field").asText(), element.get("value"));
      } else if (element instanceof ObjectNode object && object.size() == 1) {
        whole.setAll(object);
      }
    }
    if (array.isEmpty()) {
      findings.noCall("an empty list");
    } else if (array.size() > 1 && whole.size() == array.size()) {
      look(whole, depth + 1);
    } else {
      array.forEach(element -> look(element, depth + 1));
    }
  }

  private void lookInObject(ObjectNode object, int depth) {
    if (isRow(object)) {
      lookInRow(object, depth);
    } else if (isCall(object)) {
      findings.call(Envelope.around(object));
    } else if (isCall(object.path("detail")) || isBareEvent(object)) {
      findings.call(object);
    } else if (object.at("/ResultSet/Rows").isArray()) {
      lookInTable(object.at("/ResultSet/Rows"), depth);
    } else {
      lookInWrapper(object, depth);
    }
  }

  /** Notifications and Insight records have names, too. */
  private static boolean isCall(JsonNode record) {
    return record.path("eventName").isTextual()
        && !record.path("eventSource").asText("").startsWith("aws:")
        && !record.path("insightDetails").isObject();
  }

  /** Columns of a record, and no record: who called is in each, as an object or null. */
  private static boolean isRow(ObjectNode object) {
    JsonNode caller = object.path("userIdentity");
    return object.has("eventname")
        || (isCall(object)
            && (caller.isMissingNode()
                || caller.isTextual()
                || !Rows.whole(object).isMissingNode()));
  }

  /** Of no other kind, as far as it says: what it lacks is for the reader of events to say. */
  private static boolean isBareEvent(JsonNode object) {
    return object.has("detail")
        && object.path("detail-type").asText("CloudTrail").contains("CloudTrail")
        && !object.path("detail").has("insightDetails");
  }

  private void lookInTable(JsonNode rows, int depth) {
    JsonNode names = rows.path(0);
    if (Rows.areNames(names)) {
      rows.valueStream().skip(1).forEach(row -> look(Rows.row(names, row), depth + 1));
    } else {
      findings.fault(Rows.NO_NAMES);
    }
  }

  private void lookInRow(ObjectNode row, int depth) {
    try {
      JsonNode whole = Rows.whole(row);
      look(whole.isMissingNode() ? Rows.restored(row) : whole, depth + 1);
    } catch (IllegalArgumentException e) {
      findings.fault(why(e));
    }
  }

  private void lookInWrapper(ObjectNode object, int depth) {
    List<JsonNode> contents =
        CONTENTS.stream()
            .map(object::path)
            .filter(content -> content.isContainerNode() || content.isTextual())
            .toList();
    contents.forEach(content -> look(content, depth + 1));
    if (contents.isEmpty()) {
      OTHERS.keySet().stream()
          .filter(object::has)
          .findFirst()
          .map(OTHERS::get)
          .ifPresentOrElse(
              findings::noCall,
              () ->
                  findings.fault(
                      "no call was found, nor is it known as something else of AWS's; give the"
                          + " records alone"));
    }
  }
}
