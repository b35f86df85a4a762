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
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import rdsalert.event.EventReader;
import rdsalert.event.MalformedEventException;

/**
 * A file of events, read as a stream: one EventBridge event, one bare CloudTrail record, several of
 * either in an array or one after another, or a CloudTrail log file {@code {"Records": […]}}; plain
 * or gzip. However many there are, only one is in memory.
 */
final class EventFile {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** CloudTrail's are below 256 KB; what is far longer is read whole, whatever it is. */
  private static final int LONGEST_RECORD = 1 << 20;

  /** Where what is cut began: most often the file's first character, and in a wordy form. */
  private static final Pattern START_MARKER =
      Pattern.compile(" \\(start marker at \\[Source.*]\\)");

  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final String name;
  private final EventVisitor visitor;
  private final EventReader reader = new EventReader();
  private final Tape tape;
  private final @Nullable RecordScan scan;
  private int position;

  private EventFile(String name, EventVisitor visitor, InputStream in) {
    this.name = name;
    this.visitor = visitor;
    this.tape = new Tape(in);
    this.scan = visitor.screen().map(RecordScan::new).orElse(null);
  }

  /**
   * Shows every event of a file to a visitor.
   *
   * @param name a path, or {@code -} for standard input
   * @throws InputProblem if the file cannot be read, or stops being JSON; events before are shown
   */
  static void visit(String name, EventVisitor visitor) {
    try (InputStream in = plain(Input.open(name))) {
      new EventFile(Input.nameOf(name), visitor, in).visitAll();
    } catch (IOException e) {
      throw Input.unreadable(name, e);
    }
  }

  private static String at(JacksonException e) {
    var where = e.getLocation();
    return where == null
        ? "its end"
        : "line " + where.getLineNr() + ", column " + where.getColumnNr();
  }

  private static InputStream plain(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
    in.mark(2);
    boolean gzip = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
    in.reset();
    return gzip ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private void visitAll() throws IOException {
    try (JsonParser parser = MAPPER.createParser(tape)) {
      visitAll(parser);
    } catch (JacksonException e) {
      throw new InputProblem(
          where()
              + ": not JSON from "
              + at(e)
              + " on: "
              + Terminal.oneLine(START_MARKER.matcher(e.getOriginalMessage()).replaceAll(""))
              + "; mend the file or cut it there",
          e);
    }
  }

  private void visitAll(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new InputProblem(name + ": is empty; give a file with at least one event");
    }
    for (; token != null; token = parser.nextToken()) {
      tape.forgetBefore(parser.currentTokenLocation().getByteOffset());
      switch (token) {
        case START_ARRAY -> visitArray(parser);
        case START_OBJECT -> visitObject(parser);
        default -> visit(parser.readValueAsTree());
      }
    }
  }

  private void visitArray(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      visitElement(parser);
    }
  }

  /**
   * Most records of a log file are no hits; they are parsed, and not kept, as long as nobody wants
   * to know why.
   */
  private void visitElement(JsonParser parser) throws IOException {
    long start = parser.currentTokenLocation().getByteOffset();
    tape.forgetBefore(start);
    if (scan == null || start < 0 || !visitor.countsIgnored()) {
      visit(parser.readValueAsTree());
      return;
    }
    boolean ignored = scan.isIgnored(parser);
    long end = parser.currentLocation().getByteOffset();
    if (ignored && end - start < LONGEST_RECORD) {
      position++;
      visitor.ignored();
    } else {
      visit(MAPPER.readTree(tape.between(start, end)));
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
    try {
      visitor.event(where(), reader.read(Records.enveloped(json)));
    } catch (MalformedEventException e) {
      visitor.problem(where(), String.valueOf(e.getMessage()));
    }
  }

  private String where() {
    return position <= 1 ? name : name + ", event " + position;
  }
}
