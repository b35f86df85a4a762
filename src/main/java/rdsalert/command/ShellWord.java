package rdsalert.command;

import java.util.regex.Pattern;

/** Writes one argument so that every POSIX shell passes it on exactly as it is. */
final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._@%+=:,/-]+");
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

  private ShellWord() {}

  /**
   * Quotes an argument.
   *
   * @throws IllegalArgumentException if it holds anything but printable ASCII: no portable quoting
   *     shows such characters, so write them as JSON escapes first
   */
  static String of(String argument) {
    if (!PRINTABLE.matcher(argument).matches()) {
      throw new IllegalArgumentException("a shell word must be printable ASCII");
    }
    return PLAIN.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
