package rdsalert.local;

import java.io.PrintStream;
import picocli.CommandLine.ExitCode;

/** Tells a person on standard error what is wrong, and remembers that something was. */
final class Complaints {
  private final PrintStream err;
  private boolean any;

  Complaints(PrintStream err) {
    this.err = err;
  }

  void add(String problem) {
    any = true;
    Terminal.complain(err, problem);
  }

  /** Of a command that did all it could. */
  int exitCode() {
    return any ? ExitCode.USAGE : ExitCode.OK;
  }
}
