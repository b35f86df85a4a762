package rdsalert.local;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import rdsalert.silence.SilenceStatus;

/** Says of every entry of a file of exceptions whether it is on, why not, and what it silences. */
final class SilenceCheck {
  private final String name;
  private final PrintStream out;
  private final Complaints complaints;
  private final EntryPrinter printer;

  /**
   * Checks what was read from a file.
   *
   * @param name what to call the file
   */
  SilenceCheck(String name, PrintStream out, Complaints complaints) {
    this.name = name;
    this.out = out;
    this.complaints = complaints;
    this.printer = new EntryPrinter(out);
  }

  /**
   * Prints every entry, and complains of what has to be fixed.
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
  }

  private void print(int place, SilenceStatus status, Optional<SilencedEvents> silenced) {
    printer.print(place, status);
    silenced.ifPresent(events -> events.of(place, status).forEach(printer::more));
  }

  private void complainOfOff(int off, int of) {
    complaints.add(
        name
            + ": "
            + Counted.share(off, of, "exception")
            + (off == 1
                ? " is off and silences nothing; fix or remove it"
                : " are off and silence nothing; fix or remove them"));
  }
}
