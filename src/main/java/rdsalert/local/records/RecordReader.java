package rdsalert.local.records;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads a file, or standard input, as a stream: one value of it is in memory at a time. */
public final class RecordReader {
  /** How JSON begins, if it is an object, a list, a text that holds one, or a number. */
  private static final Pattern JSON = Pattern.compile("\\s*([{\\[0-9-]|\"\\s*[{\\[])");

  /** The times, and names of streams, before each record in what CloudWatch Logs exports. */
  private static final Pattern TIME = Pattern.compile("\\s*\\d{4}-\\d\\d-\\d\\dT\\d\\d:");

  private static final Pattern BEFORE_RECORD = Pattern.compile("[\\dTZ.+-]+|\\S*_CloudTrail_\\S*");

  private final Sink sink;
  private final byte[] buffer = new byte[1 << 16];

  /** What is told of the values in a file, one after another. */
  public interface Sink {
    /** Whether records of calls of a name are only to be counted. */
    boolean passesOver(String eventName);

    /** A call, in the form in which EventBridge delivers it, and where it stands. */
    void event(String where, JsonNode event);

    /** A record that was not read, as its call's name is of no interest; its day as it has it. */
    void passedOver(String day);

    /** Something that AWS writes, but no call. */
    void noCall(String where, String what);

    /** What cannot be read; the rest goes on. */
    void problem(String message);
  }

  public RecordReader(Sink sink) {
    this.sink = sink;
  }

  /** Tells the sink of everything in a file; what is not to be read as well. */
  public void read(String name, InputStream in) throws IOException {
    new Layers((file, plain, head) -> new OneFile(file).read(plain, head), sink::problem)
        .open(name, in);
  }

  public static String because(IOException e) {
    return " (" + (e instanceof EOFException ? "it ends too early" : e.getMessage()) + ")";
  }

  /** One file, or one in an archive. */
  private final class OneFile implements Values, Forms.Findings {
    /** Of the faults in one file; the others are counted. */
    private static final int MOST_SHOWN = 20;

    private final String name;
    private long position;
    private long faults;
    private boolean timed;

    OneFile(String name) {
      this.name = name;
    }

    void read(InputStream in, String head) throws IOException {
      if (head.isBlank() || JSON.matcher(head).lookingAt()) {
        timed = TIME.matcher(head).lookingAt();
        new Cutter(this, buffer).cut(in);
        if (head.isBlank() && position == 0) {
          sink.problem(name + ": is empty; give a file with at least one event");
        }
      } else if (head.startsWith("Permission Check Successful")) {
        sink.noCall(name, "the test file of an export from CloudWatch Logs");
      } else {
        readOther(in, head.lines().findFirst().orElse(""));
      }
      if (faults > MOST_SHOWN) {
        sink.problem(name + ": " + (faults - MOST_SHOWN) + " more values cannot be read");
      }
    }

    private void readOther(InputStream in, String header) throws IOException {
      List<String> columns = List.of(header.replaceAll("[\" ]", "").split(",", -1));
      if (columns.stream().anyMatch(Rows::isOfCalls)) {
        readTable(in, columns);
      } else {
        sink.problem(
            name + ": is neither JSON nor a table of CloudTrail records; export it as JSON");
      }
    }

    private void readTable(InputStream in, List<String> columns) throws IOException {
      String missing = Rows.missing(columns);
      if (missing != null && columns.stream().noneMatch(Rows::isOfWhole)) {
        String remedy =
            columns.stream().anyMatch("username"::equalsIgnoreCase)
                ? "Event history's table: download it as JSON"
                : "a table without the column " + missing + ": select all columns, or eventJson";
        sink.problem(name + ": this looks like " + remedy);
        return;
      }
      ObjectReader reader =
          CsvMapper.builder(
                  CsvFactory.builder()
                      .disable(StreamReadFeature.AUTO_CLOSE_SOURCE) // others follow in an archive
                      .streamReadConstraints(
                          StreamReadConstraints.builder().maxStringLength(Cutter.LONGEST).build())
                      .build())
              .build()
              .readerFor(ObjectNode.class)
              .with(CsvSchema.emptySchema().withHeader());
      try (MappingIterator<ObjectNode> rows =
          reader.readValues(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        readRows(rows);
      }
    }

    /** Jackson goes on at a later line; one that is bad may be complained of more than once. */
    private void readRows(MappingIterator<ObjectNode> rows) throws IOException {
      int bad = 0;
      for (boolean more = true; more; ) {
        try {
          more = rows.hasNextValue();
          if (more) {
            ObjectNode row = rows.nextValue();
            position++;
            bad = 0;
            Forms.read(row, this);
          } else if (bad > 0) {
            sink.problem(name + ": from event " + position + " on nothing was read");
          }
        } catch (JacksonException e) {
          int line = rows.getCurrentLocation().getLineNr();
          if (line != bad) {
            position++;
            fault(
                e instanceof StreamConstraintsException
                    ? "a cell is larger than 2 MB, which no record is; is its quote not closed?"
                    : "not CSV: " + e.getOriginalMessage());
          }
          bad = line;
        }
      }
    }

    @Override
    public boolean passesOver(String eventName) {
      return sink.passesOver(eventName);
    }

    @Override
    public void passedOver(String day) {
      position++;
      sink.passedOver(day);
    }

    @Override
    public void read(byte[] bytes, int from, int to) {
      if (timed && "{[\"".indexOf(bytes[from]) < 0 && isBeforeRecord(bytes, from, to)) {
        return;
      }
      position++;
      Forms.read(bytes, from, to, this);
    }

    @Override
    public void broken(long at, String why, boolean isLast) {
      position++;
      String where = "; it begins at byte " + String.format(Locale.ROOT, "%,d", at + 1);
      fault(why + where + (isLast ? ", and from there on nothing was read" : ""));
    }

    private static boolean isBeforeRecord(byte[] bytes, int from, int to) {
      String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
      return BEFORE_RECORD.matcher(text).matches();
    }

    @Override
    public void call(JsonNode event) {
      sink.event(where(), event);
    }

    @Override
    public void noCall(String what) {
      sink.noCall(where(), what);
    }

    @Override
    public void fault(String why) {
      if (++faults <= MOST_SHOWN) {
        sink.problem(where() + ": " + why);
      }
    }

    private String where() {
      return position <= 1 ? name : name + ", event " + position;
    }
  }
}
