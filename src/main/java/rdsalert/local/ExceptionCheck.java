package rdsalert.local;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import rdsalert.rule.AlertException;
import rdsalert.rule.AlertExceptions;
import rdsalert.rule.ExceptionStatus;

/** Says of every entry of a file of exceptions whether it is on, why not, and what it silences. */
final class ExceptionCheck {
  private final String name;
  private final AlertExceptions exceptions;
  private final Optional<SilencedEvents> silenced;
  private final PrintStream out;

  /**
   * Checks what was read from a file.
   *
   * @param name what to call the file
   * @param silenced which events each entry silences; empty if nobody asked
   */
  ExceptionCheck(
      String name, AlertExceptions exceptions, Optional<SilencedEvents> silenced, PrintStream out) {
    this.name = name;
    this.exceptions = exceptions;
    this.silenced = silenced;
    this.out = out;
  }

  /** Prints every entry; tells what to complain about, or nothing if all are on. */
  Optional<String> print(Instant now) {
    List<ExceptionStatus> statuses = exceptions.statuses(now);
    int off = exceptions.off(now).size();
    out.printf(
        "exceptions: %s, %d on, %d off%n", Terminal.oneLine(name), statuses.size() - off, off);
    statuses.forEach(this::print);
    silenced.ifPresent(events -> out.println("  " + events.sum()));
    return off == 0
        ? Optional.empty()
        : Optional.of(
            "%s: %d of %d exceptions are off and silence nothing; mend or remove them"
                .formatted(name, off, statuses.size()));
  }

  private void print(ExceptionStatus status) {
    switch (status) {
      case ExceptionStatus.On(AlertException exception, Duration left) -> {
        out.printf(
            "  on   %s: %s left, until %s; %s (%s)%n",
            exception.id(),
            length(left),
            exception.expires(),
            Terminal.oneLine(exception.reason()),
            Terminal.oneLine(exception.owner()));
        if (!exception.restsOnMoreThanCallersText()) {
          out.println("       take care: it rests on text that any caller can write alone");
        }
        silenced.ifPresent(events -> out.println("       " + events.of(exception.id())));
      }
      case ExceptionStatus.Off(String label, String why, var _) ->
          out.println("  off  " + Terminal.oneLine(label + " " + why));
    }
  }

  private static String length(Duration left) {
    long days = left.toDays();
    return days > 0 ? days + (days == 1 ? " day" : " days") : left.toHours() + " hours";
  }
}
