package rdsalert.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import rdsalert.text.Links;

/** Breaks a command into lines that still are one command when pasted. */
final class CommandLines {
  private static final String INDENT = "  ";
  private static final String MORE = " \\";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._@%+=:,/-]+");
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

  private CommandLines() {}

  /** The lines of a command with these arguments, at most so wide where words allow. */
  static List<String> of(List<String> arguments, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String chunk : chunks(arguments.stream().map(CommandLines::word).toList())) {
      if (!line.isEmpty() && line.length() + 1 + chunk.length() + MORE.length() > width) {
        lines.add(line + MORE);
        line = new StringBuilder(INDENT);
      }
      line.append(line.isEmpty() || line.toString().equals(INDENT) ? "" : " ").append(chunk);
    }
    lines.add(line.toString());
    return lines;
  }

  /** An option stays with its values, however long: apart, neither can be read. */
  private static List<String> chunks(List<String> words) {
    List<String> chunks = new ArrayList<>();
    for (String word : words) {
      if (!chunks.isEmpty() && isOption(chunks.getLast()) && !isOption(word)) {
        chunks.set(chunks.size() - 1, chunks.getLast() + " " + word);
      } else {
        chunks.add(word);
      }
    }
    return chunks;
  }

  private static boolean isOption(String chunk) {
    return chunk.startsWith("--");
  }

  /**
   * Quotes an argument for any POSIX shell; none can show more than printable ASCII. What would
   * make a link is quoted once more, which no shell minds: {@code --user-name evil'.'com}.
   */
  static String word(String argument) {
    if (!PRINTABLE.matcher(argument).matches()) {
      throw new IllegalArgumentException("a shell word must be printable ASCII");
    }
    String word =
        PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    return Links.replaced(word, CommandLines::quotedOnceMore);
  }

  /** Quoted in a plain word; between quotes not quoted, and if it must be, by the other kind. */
  private static String quotedOnceMore(String part) {
    return PLAIN.matcher(part).matches() ? "'" + part + "'" : "'\"" + part + "\"'";
  }
}
