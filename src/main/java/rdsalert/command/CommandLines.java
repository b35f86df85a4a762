package rdsalert.command;

import java.util.ArrayList;
import java.util.List;

/** Breaks a command into lines that still are one command when pasted. */
final class CommandLines {
  private static final String INDENT = "  ";
  private static final String MORE = " \\";

  private CommandLines() {}

  static List<String> of(List<String> words, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String chunk : chunks(words)) {
      if (!line.isEmpty() && line.length() + 1 + chunk.length() + MORE.length() > width) {
        lines.add(line + MORE);
        line = new StringBuilder(INDENT);
      }
      line.append(line.isEmpty() || line.toString().equals(INDENT) ? "" : " ").append(chunk);
    }
    lines.add(line.toString());
    return lines;
  }

  /** An option stays with its value, however long: apart, neither can be read. */
  private static List<String> chunks(List<String> words) {
    List<String> chunks = new ArrayList<>();
    for (String word : words) {
      if (!chunks.isEmpty() && isOption(chunks.getLast())) {
        chunks.set(chunks.size() - 1, chunks.getLast() + " " + word);
      } else {
        chunks.add(word);
      }
    }
    return chunks;
  }

  private static boolean isOption(String chunk) {
    return chunk.startsWith("--") && !chunk.contains(" ");
  }
}
