package rdsalert.local;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** What one run of the command printed, and its exit code. */
record CommandRun(int exitCode, String out, String err) {
  static CommandRun of(String... args) {
    return withInput("", args);
  }

  static CommandRun withInput(String input, String... args) {
    return run(input, new ByteArrayOutputStream(), args);
  }

  /** What it prints goes elsewhere, and is not kept. */
  static CommandRun into(OutputStream elsewhere, String... args) {
    return run("", elsewhere, args);
  }

  private static CommandRun run(String input, OutputStream printed, String... args) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    InputStream in = System.in;
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
      System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
      int exitCode = Main.run(args);
      return new CommandRun(
          exitCode,
          printed instanceof ByteArrayOutputStream kept
              ? kept.toString(StandardCharsets.UTF_8)
              : "",
          complained.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
      System.setIn(in);
    }
  }

  /** Some words of a command, and more behind them. */
  static String[] with(String[] words, String... more) {
    return Stream.of(words, more).flatMap(Stream::of).toArray(String[]::new);
  }

  /** But for what the clock makes of it: how long ago, when an exception ends, which window. */
  static String timeless(String printed) {
    return withoutWindow(printed)
        .replaceAll("(\\d+ (days?|h|min|s)\\b ?)+", "")
        .replaceAll("(?<=\"expires\": \")[^\"]*|(?<=TokenIssueTime\":\")[^\"]*", "");
  }

  /** One may have begun between two runs. */
  static String withoutWindow(String lines) {
    return lines.replaceAll("\"window\":\\{[^}]*}", "");
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
