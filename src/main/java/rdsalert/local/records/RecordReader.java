package rdsalert.local.records;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a file, or standard input, as a stream: one value of it is in memory at a time. */
public final class RecordReader {
  /** Columns that hold a whole record. */
  private static final Set<String> WHOLE =
      Set.of("eventjson", "cloudtrailevent", "@message", "message");

  /** How JSON begins, if it is an object, a list, a text that holds one, or a number. */
  private static final Pattern JSON = Pattern.compile("\\s*([{\\[0-9-]|\"\\s*[{\\[])");

  private final Sink sink;
  private final byte[] buffer = new byte[1 << 16];

  public RecordReader(Sink sink) {
    this.sink = sink;
  }

  /** Tells the sink of everything in a file; what is not to be read as well. */
  public void read(String name, InputStream in) throws IOException {
    Layers.Content content =
        new Layers.Content() {
          @Override
          public void read(String file, InputStream plain, String head) throws IOException {
            new OneFile(file).read(plain, head);
          }

          @Override
          public void problem(String message) {
            sink.problem(message);
          }
        };
    new Layers(content).open(name, in);
  }

  /** One file, or one in an archive. */
  private final class OneFile implements Cutter.Values {
    /** Of the faults in one file; the others are counted. */
    private static final int MOST_SHOWN = 20;

    private final String name;
    private long position;
    private long faults;

    OneFile(String name) {
      this.name = name;
    }

    void read(InputStream in, String head) throws IOException {
      if (head.isBlank()) {
        sink.problem(name + ": is empty; give a file with at least one event");
      } else if (JSON.matcher(head).lookingAt()) {
        new Cutter(this, buffer).cut(in);
      } else {
        readOther(in, head.lines().findFirst().orElse(""));
      }
      if (faults > MOST_SHOWN) {
        sink.problem(name + ": " + (faults - MOST_SHOWN) + " more values cannot be read");
      }
    }

    private void readOther(InputStream in, String header) throws IOException {
      List<String> columns = List.of(header.replaceAll("[\" ]", "").split(",", -1));
      List<String> lower = columns.stream().map(column -> column.toLowerCase(Locale.ROOT)).toList();
      if (lower.contains("eventname") || lower.stream().anyMatch(WHOLE::contains)) {
        readTable(in, columns, lower);
      } else {
        sink.problem(
            name + ": is neither JSON nor a table of CloudTrail records; export it as JSON");
      }
    }

    private void readTable(InputStream in, List<String> columns, List<String> lower)
        throws IOException {
      String missing = Rows.missing(Set.copyOf(columns));
      boolean whole = lower.stream().anyMatch(WHOLE::contains);
      if (missing != null && !whole) {
        String remedy =
            lower.contains("username")
                ? "Event history's table: download it as JSON"
                : "a table without the column " + missing + ": select all columns, or eventJson";
        sink.problem(name + ": this looks like " + remedy);
        return;
      }
      ObjectReader reader =
          CsvMapper.builder(
                  CsvFactory.builder()
                      .streamReadConstraints(
                          StreamReadConstraints.builder().maxStringLength(Cutter.LONGEST).build())
                      .build())
              .build()
              .readerFor(ObjectNode.class)
              .with(CsvSchema.emptySchema().withHeader());
      try (MappingIterator<ObjectNode> rows = reader.readValues(in)) {
        while (rows.hasNextValue()) {
          ObjectNode row = rows.nextValue();
          position++;
          tell(Forms.in(row));
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
      position++;
      tell(Forms.in(bytes, from, to));
    }

    @Override
    public void broken(long at, String why) {
      position++;
      fault(why + "; it begins at byte " + String.format(Locale.ROOT, "%,d", at + 1));
    }

    private void tell(List<Found> all) {
      for (Found found : all) {
        switch (found) {
          case Found.Event(var json) -> sink.event(where(), json);
          case Found.NoCall(String what) -> sink.noCall(where(), what);
          case Found.Unreadable(String why) -> fault(why);
        }
      }
    }

    private void fault(String why) {
      if (++faults <= MOST_SHOWN) {
        sink.problem(where() + ": " + why);
      }
    }

    private String where() {
      return position <= 1 ? name : name + ", event " + position;
    }
  }
}
