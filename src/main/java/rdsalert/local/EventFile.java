package rdsalert.local;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import rdsalert.event.EventReader;
import rdsalert.event.MalformedEventException;
import rdsalert.event.ManagementEvent;

/**
 * A file of events, read as a stream: one EventBridge event, one bare CloudTrail record, several of
 * either in an array or one after another, or a CloudTrail log file {@code {"Records": […]}}; plain
 * or gzip. However many there are, only one is in memory.
 */
final class EventFile {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Of no use: most often the file's first character, and in a wordy form. */
  private static final String WHERE_IT_BEGAN = " \\(start marker at \\[Source.*]\\)";

  private final String name;
  private final Visitor visitor;
  private final Complaints complaints;
  private final EventReader reader = new EventReader();
  private int position;

  private EventFile(String name, Visitor visitor, Complaints complaints) {
    this.name = name;
    this.visitor = visitor;
    this.complaints = complaints;
  }

  /** Is shown the events of a file one by one. */
  interface Visitor {
    /** An event that can be judged, and where it stands: the file, and its position in it. */
    void event(String where, ManagementEvent event);

    /** Whether an event or a bare record needs no reading, because it is of no interest. */
    default boolean passesOver(JsonNode event) {
      return false;
    }
  }

  /**
   * Shows every event of a file to a visitor, and complains of those that cannot be judged and of a
   * file, or standard input, that cannot be read to its end.
   */
  static void visit(String given, Visitor visitor, Complaints complaints) {
    EventFile file = new EventFile(Input.nameOf(given), visitor, complaints);
    try (InputStream in = plain(Input.open(given));
        JsonParser parser = MAPPER.createParser(in)) {
      file.visitAll(parser);
    } catch (JacksonException e) {
      complaints.add(file.notJson(e));
    } catch (IOException e) {
      complaints.add(String.valueOf(Input.unreadable(given, e).getMessage()));
    } catch (Input.Problem e) {
      complaints.add(String.valueOf(e.getMessage()));
    }
  }

  private static InputStream plain(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private String notJson(JacksonException e) {
    var at = e.getLocation();
    String from =
        at == null ? "its end" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
    String why = e.getOriginalMessage().replaceFirst(WHERE_IT_BEGAN, "");
    String remedy = "; fix the file or cut it there";
    return where() + ": not JSON from " + from + " on: " + Terminal.oneLine(why) + remedy;
  }

  private void visitAll(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      complaints.add(name + ": is empty; give a file with at least one event");
    }
    for (; token != null; token = parser.nextToken()) {
      switch (token) {
        case START_ARRAY -> visitArray(parser);
        case START_OBJECT -> visitObject(parser);
        default -> visit(parser.readValueAsTree());
      }
    }
  }

  private void visitArray(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      visit(parser.readValueAsTree());
    }
  }

  /** An object is a log file if it has an array of records, which may be too many to keep. */
  private void visitObject(JsonParser parser) throws IOException {
    ObjectNode object = MAPPER.createObjectNode();
    boolean isLogFile = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      if (parser.nextToken() == JsonToken.START_ARRAY && field.equals("Records")) {
        isLogFile = true;
        visitArray(parser);
      } else {
        object.set(field, parser.<JsonNode>readValueAsTree());
      }
    }
    if (!isLogFile) {
      visit(object);
    }
  }

  private void visit(JsonNode json) {
    position++;
    if (visitor.passesOver(json)) {
      return;
    }
    boolean isRecord = json.isObject() && !json.has("detail") && json.has("eventName");
    try {
      visitor.event(where(), reader.read(isRecord ? enveloped(json) : json));
    } catch (MalformedEventException e) {
      complaints.add(where() + ": " + e.getMessage());
    }
  }

  private String where() {
    return position <= 1 ? name : name + ", event " + position;
  }

  /** A bare CloudTrail record in the envelope that EventBridge would write around it. */
  private static ObjectNode enveloped(JsonNode record) {
    ObjectNode envelope = MAPPER.createObjectNode();
    envelope.put("version", "0");
    envelope.set("id", record.path("eventID"));
    envelope.put("detail-type", "AWS API Call via CloudTrail");
    // EventBridge names the service aws.rds that CloudTrail names rds.amazonaws.com.
    envelope.put(
        "source", "aws." + record.path("eventSource").asText("").replaceFirst("\\..*", ""));
    envelope.set("account", record.path("recipientAccountId"));
    envelope.set("time", record.path("eventTime"));
    envelope.set("region", record.path("awsRegion"));
    envelope.putArray("resources");
    envelope.set("detail", record);
    return envelope;
  }
}
