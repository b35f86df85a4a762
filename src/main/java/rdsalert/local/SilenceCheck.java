package rdsalert.local;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import rdsalert.silence.SilenceStatus;

/**
 * Says of every entry of a file of exceptions whether it is on, why not, and what it silences.
 *
 * <p>What the schema has against an entry that is off is left out: why it is off says more.
 */
final class SilenceCheck {
  private static final int MOST_SCHEMA_FAULTS = 20;

  private final String name;
  private final Map<OptionalInt, List<SchemaFault>> schemaFaults;
  private final PrintStream out;
  private final Complaints complaints;
  private final EntryPrinter printer;

  /**
   * Checks what was read from a file.
   *
   * @param name what to call the file
   */
  SilenceCheck(
      String name, List<SchemaFault> schemaFaults, PrintStream out, Complaints complaints) {
    this.name = name;
    this.schemaFaults = schemaFaults.stream().collect(Collectors.groupingBy(SchemaFault::entry));
    this.out = out;
    this.complaints = complaints;
    this.printer = new EntryPrinter(out);
  }

  /**
   * Prints every entry, and complains of what has to be mended.
   *
   * @param statuses of all entries, in the file's order
   * @param silenced which events each entry silences; empty if nobody asked, or there are none
   */
  void print(List<SilenceStatus> statuses, Optional<SilencedEvents> silenced) {
    int off = (int) statuses.stream().filter(SilenceStatus.Off.class::isInstance).count();
    out.printf(
        "exceptions: %s, %d on, %d off%n", Terminal.oneLine(name), statuses.size() - off, off);
    for (int place = 0; place < statuses.size(); place++) {
      print(place, statuses.get(place), silenced);
    }
    silenced.ifPresent(events -> out.println("  " + events.sum()));
    if (off > 0) {
      complainOfOff(off, statuses.size());
    }
    complainOfSchema(statuses, statuses.size() - off);
  }

  private void print(int place, SilenceStatus status, Optional<SilencedEvents> silenced) {
    printer.print(place, status);
    schemaFaults(place, status).forEach(printer::more);
    silenced.ifPresent(events -> events.of(place, status).forEach(printer::more));
  }

  private void complainOfOff(int off, int of) {
    complaints.add(
        name
            + ": "
            + Counted.share(off, of, "exception")
            + (off == 1
                ? " is off and silences nothing; mend or remove it"
                : " are off and silence nothing; mend or remove them"));
  }

  private void complainOfSchema(List<SilenceStatus> statuses, int on) {
    long refused =
        IntStream.range(0, statuses.size())
            .filter(place -> !schemaFaults(place, statuses.get(place)).isEmpty())
            .count();
    if (refused > 0) {
      complaints.add(
          name
              + ": the schema refuses "
              + Counted.share(refused, on, "exception")
              + " that the function takes; mend what it names");
    }
    schemaFaults(OptionalInt.empty()).forEach(complaints::add);
  }

  private List<String> schemaFaults(int place, SilenceStatus status) {
    return switch (status) {
      case SilenceStatus.On _ -> schemaFaults(OptionalInt.of(place));
      case SilenceStatus.Off _ -> List.of();
    };
  }

  private List<String> schemaFaults(OptionalInt of) {
    List<SchemaFault> all = schemaFaults.getOrDefault(of, List.of());
    List<String> lines = new ArrayList<>();
    all.stream().limit(MOST_SCHEMA_FAULTS).forEach(fault -> lines.add("schema, " + fault.text()));
    if (all.size() > MOST_SCHEMA_FAULTS) {
      lines.add("schema, " + Counted.number(all.size() - MOST_SCHEMA_FAULTS) + " more like these");
    }
    return lines;
  }
}
