package rdsalert.local;

import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code rdsalert}: what the function does, on this machine and without AWS. */
@Command(
    name = "rdsalert",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    version = "rdsalert 1.0.0",
    description =
        "Tells what rds-security-group-alert makes of CloudTrail events: the same code as the Lambda"
            + " function, on an embedded database, printing instead of publishing. Needs no AWS"
            + " account, no network and no credentials.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:an alert could not be delivered",
      "2:bad input or usage; standard error says where, what, and how to fix it",
      "3:it could not be built"
    },
    addMethodSubcommands = false)
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    int exitCode = run(args);
    System.out.flush();
    System.exit(exitCode);
  }

  /** Runs a command, prints to standard output and error, and returns the exit code. */
  static int run(String... args) {
    Terminal.guard();
    return commandLine(args).execute(args);
  }

  private static CommandLine commandLine(String... args) {
    CommandLine line = new CommandLine(new Main());
    commands(args.length == 0 ? "" : args[0]).forEach(line::addSubcommand);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(Main::misuse);
    line.setExecutionExceptionHandler(Main::fault);
    return line;
  }

  /** The command of that name alone, as a start reads the options of each; else all of them. */
  private static Stream<Object> commands(String name) {
    return switch (name) {
      case "run" -> Stream.of(new RunCommand());
      case "explain" -> Stream.of(new ExplainCommand());
      case "check" -> Stream.of(new CheckCommand());
      case "sql" -> Stream.of(new SqlCommand());
      default -> Stream.of("run", "explain", "check", "sql").flatMap(Main::commands);
    };
  }

  /** The message may quote a file's name, taken for an option, with any character in it. */
  private static int misuse(CommandLine.ParameterException misuse, String[] args) {
    new Complaints(System.err).add(String.valueOf(misuse.getMessage()));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(misuse, System.err)) {
      misuse.getCommandLine().usage(System.err);
    }
    return CommandLine.ExitCode.USAGE;
  }

  /** A stack trace is of no use to the people who use this program. */
  private static int fault(
      Exception fault, CommandLine commandLine, CommandLine.ParseResult parseResult) {
    boolean ofTheUser = fault instanceof Input.Problem;
    new Complaints(System.err)
        .add(ofTheUser ? String.valueOf(fault.getMessage()) : "failed: " + fault);
    return ofTheUser ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
  }
}
