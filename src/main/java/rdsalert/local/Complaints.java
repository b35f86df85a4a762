package rdsalert.local;

import java.io.PrintStream;
import picocli.CommandLine.ExitCode;

/** Tells a person on standard error what is wrong, and keeps the exit code that follows from it. */
final class Complaints {
  private static final int LONGEST = 2_000;

  private final PrintStream err;
  private boolean bad;
  private boolean undelivered;

  Complaints(PrintStream err) {
    this.err = err;
  }

  void add(String problem) {
    bad = true;
    warn(problem);
  }

  void undelivered(String problem) {
    undelivered = true;
    warn(problem);
  }

  /** The user should know of it, but the command does what it was told. */
  void warn(String problem) {
    err.println("rdsalert: " + Terminal.oneLine(problem, LONGEST));
  }

  /** Input that cannot be read weighs more than an alert that did not get out. */
  int exitCode() {
    return bad ? ExitCode.USAGE : undelivered ? ExitCode.SOFTWARE : ExitCode.OK;
  }
}
