package rdsalert.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import rdsalert.silence.Silence;
import rdsalert.silence.SilenceStatus;
import rdsalert.text.Times;

/** Says of every entry of a file of exceptions whether it is on, why not, and what it silences. */
record SilenceCheck(String name, PrintStream out, Complaints complaints) {
  /** A reason and an owner, each as long as they may be. */
  private static final int LONGEST = 600;

  /**
   * Prints every entry, and complains of what has to be fixed.
   *
   * @param silenced how each entry stands, and what it silences if there are events
   */
  void print(SilencedEvents silenced) {
    List<SilenceStatus> statuses = silenced.statuses();
    int off = (int) statuses.stream().filter(SilenceStatus.Off.class::isInstance).count();
    out.printf(
        "exceptions: %s, %d on, %d off%n", Terminal.oneLine(name), statuses.size() - off, off);
    for (int place = 0; place < statuses.size(); place++) {
      print(place, statuses.get(place));
      silenced.of(place).forEach(this::more);
    }
    if (silenced.any()) {
      out.println("  " + silenced.sum());
    }
    if (off > 0) {
      String share = Terminal.share(off, statuses.size(), "exception");
      complaints.add(name + ": " + share + " off; what is off silences nothing: fix or remove it");
    }
  }

  private void print(int place, SilenceStatus status) {
    switch (status) {
      case SilenceStatus.On(Silence exception, Duration left) -> on(exception, left);
      case SilenceStatus.Off off -> off(named(off.label(), place), off.faults());
    }
  }

  /** One more line about the entry that was printed last. */
  private void more(String line) {
    out.println("       " + Terminal.oneLine(line, LONGEST));
  }

  private void on(Silence exception, Duration left) {
    out.printf(
        "  on   %s: %s left, until %s%n", exception.id(), Times.length(left), exception.expires());
    more(exception.reason() + " (" + exception.owner() + ")");
    if (exception.mayCoverRoot()) {
      more("may cover root too");
    }
    switch (exception.reach()) {
      case IDENTITIES -> {}
      case ACCOUNT -> {
        if (!exception.broad()) {
          more(
              "names no caller, so it leaves out root, callers from another account"
                  + (exception.ruleId() == null ? ", rules of high severity" : "")
                  + " and access for the whole internet");
        }
      }
      case ANYBODY -> more("take care: it pins no caller; anybody who knows it can hide behind it");
    }
  }

  private void off(String name, List<String> faults) {
    boolean one = faults.size() == 1;
    String why = one ? faults.getFirst() : Terminal.count(faults.size(), "fault");
    out.println(Terminal.oneLine("  off  " + name + ": " + why, LONGEST));
    if (!one) {
      faults.forEach(this::more);
    }
  }

  /** An id with its place, which tells it from another of the same id; what has none, as it is. */
  private static String named(String label, int place) {
    return label.contains(" ") ? label : label + " (entry " + (place + 1) + ")";
  }
}
