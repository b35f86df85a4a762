package rdsalert.local;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command {@code rdsalert}: what the function does, on this machine and without AWS. */
public final class Main {
  static final Map<String, String> EXIT_CODES =
      new TreeMap<>(
          Map.of(
              "0", "done",
              "1", "an alert could not be delivered, or the output was closed or its disk full",
              "2", "bad input or usage; standard error says where, what, and how to fix it",
              "3", "it could not be built"));

  private static final List<String> COMMANDS = List.of("run", "explain", "check", "sql");

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs a command, prints to standard output and error, and returns the exit code. */
  static int run(String... args) {
    Terminal.guard();
    int exitCode = commandLine(args).execute(args);
    if (System.out.checkError() && exitCode == CommandLine.ExitCode.OK) {
      new Complaints(System.err).warn("the output is closed, or its disk is full: some is missing");
      return CommandLine.ExitCode.SOFTWARE;
    }
    return exitCode;
  }

  private static CommandLine commandLine(String... args) {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Tells what rds-security-group-alert makes of CloudTrail events: the same code as the"
                + " Lambda function, on an embedded database, printing instead of publishing. Needs"
                + " no AWS account, no network and no credentials.");
    CommandLine line = new CommandLine(common(spec.name("rdsalert")));
    String asked = args.length == 0 ? "" : args[0];
    (COMMANDS.contains(asked) ? Stream.of(asked) : COMMANDS.stream())
        .forEach(name -> line.addSubcommand(name, common(command(name))));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExpandAtFiles(false); // a log may be called so
    line.setParameterExceptionHandler(Main::misuse);
    line.setExecutionExceptionHandler(Main::fault);
    return line;
  }

  private static CommandSpec command(String name) {
    return switch (name) {
      case "run" -> new RunCommand().spec();
      case "explain" -> new ExplainCommand().spec();
      case "check" -> new CheckCommand().spec();
      default -> new SqlCommand().spec();
    };
  }

  /** What all commands understand and tell. */
  private static CommandSpec common(CommandSpec command) {
    command.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(EXIT_CODES);
    return command
        .version("rdsalert 1.0.0")
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build())
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print version information and exit.")
                .build());
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
