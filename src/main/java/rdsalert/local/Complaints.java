package rdsalert.local;

import java.io.PrintStream;
import picocli.CommandLine.ExitCode;

/** Tells a person on standard error what is wrong, and keeps the exit code that follows from it. */
final class Complaints {
  private static final int LONGEST = 2_000;

  private final PrintStream err;
  private int count;
  private boolean undelivered;

  Complaints(PrintStream err) {
    this.err = err;
  }

  void add(String problem) {
    count++;
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

  /** How often something was wrong with what the user gave. */
  int count() {
    return count;
  }

  /** Input that cannot be read weighs more than an alert that did not get out. */
  int exitCode() {
    return count > 0 ? ExitCode.USAGE : undelivered ? ExitCode.SOFTWARE : ExitCode.OK;
  }
}
