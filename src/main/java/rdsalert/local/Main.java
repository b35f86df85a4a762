package rdsalert.local;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code rdsalert}: what the function does, on this machine and without AWS. */
@Command(
    name = "rdsalert",
    mixinStandardHelpOptions = true,
    version = Main.VERSION,
    description =
        "Tells what rds-security-group-alert makes of CloudTrail events: the same code as the Lambda"
            + " function, on an embedded database, printing instead of publishing. Needs no AWS"
            + " account, no network and no credentials.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:an alert could not be delivered",
      "2:bad input or usage; standard error says where, what, and how to mend it"
    },
    subcommands = {RunCommand.class, ExplainCommand.class, CheckCommand.class})
public final class Main {
  static final String VERSION = "rdsalert 1.0.0";

  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.setOut(utf8(FileDescriptor.out));
    System.setErr(utf8(FileDescriptor.err));
    int exitCode = commandLine().execute(args);
    System.out.flush();
    System.exit(exitCode);
  }

  /** The command line, for this program and for tests. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.getSubcommands()
        .values()
        .forEach(sub -> sub.getCommandSpec().mixinStandardHelpOptions(true).version(VERSION));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(Main::misuse);
    line.setExecutionExceptionHandler(Main::fault);
    return line;
  }

  /** What a shell's pattern found may be an option by accident, and hold any character. */
  private static int misuse(CommandLine.ParameterException misuse, String[] args) {
    Terminal.complain(System.err, String.valueOf(misuse.getMessage()));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(misuse, System.err)) {
      misuse.getCommandLine().usage(System.err);
    }
    return CommandLine.ExitCode.USAGE;
  }

  /** Nobody who uses this program has a use for a stack trace. */
  private static int fault(
      Exception fault, CommandLine commandLine, CommandLine.ParseResult parseResult) {
    if (fault instanceof InputProblem) {
      Terminal.complain(System.err, String.valueOf(fault.getMessage()));
      return CommandLine.ExitCode.USAGE;
    }
    Terminal.complain(System.err, "failed: " + fault);
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
