package rdsalert.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import rdsalert.silence.Silence;
import rdsalert.silence.SilenceStatus;

/** Prints how an entry of a file of exceptions stands: a line with its name, then the rest. */
final class EntryPrinter {
  /** A reason and an owner, each as long as they may be. */
  private static final int LONGEST = 600;

  private final PrintStream out;

  EntryPrinter(PrintStream out) {
    this.out = out;
  }

  /**
   * Prints an entry.
   *
   * @param place its place in the file, counted from 0
   */
  void print(int place, SilenceStatus status) {
    switch (status) {
      case SilenceStatus.On(Silence exception, Duration left) -> on(exception, left);
      case SilenceStatus.Off(String label, var _, List<String> faults) ->
          off(named(label, place), faults);
    }
  }

  /** Prints one more line about the entry that was printed last. */
  void more(String line) {
    out.println("       " + Terminal.oneLine(line, LONGEST));
  }

  private void on(Silence exception, Duration left) {
    out.printf("  on   %s: %s left, until %s%n", exception.id(), length(left), exception.expires());
    more(exception.reason() + " (" + exception.owner() + ")");
    if (exception.mayCoverRoot()) {
      more("may cover root too");
    }
    switch (exception.reach()) {
      case IDENTITIES -> {}
      case ACCOUNT -> ofAnAccount(exception);
      case ANYBODY -> more("take care: it pins no caller; anybody who knows it can hide behind it");
    }
  }

  private void ofAnAccount(Silence exception) {
    if (exception.broad()) {
      return;
    }
    more(
        "names no caller, so it leaves out root, callers from another account"
            + (exception.ruleId() == null ? ", rules of high severity" : "")
            + " and access for the whole internet");
  }

  private void off(String name, List<String> faults) {
    if (faults.size() == 1) {
      out.println(Terminal.oneLine("  off  " + name + ": " + faults.getFirst(), LONGEST));
      return;
    }
    out.println("  off  " + name + ": " + Counted.of(faults.size(), "fault"));
    faults.forEach(this::more);
  }

  /** An id with its place, which tells it from another of the same id; what has none, as it is. */
  private static String named(String label, int place) {
    return label.contains(" ") ? label : label + " (entry " + (place + 1) + ")";
  }

  private static String length(Duration left) {
    if (left.toDays() > 0) {
      return Counted.of(left.toDays(), "day");
    }
    return left.toHours() > 0 ? Counted.of(left.toHours(), "hour") : "less than an hour";
  }
}
