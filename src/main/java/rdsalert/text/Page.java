package rdsalert.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page of plain text, 76 columns wide, whose left edge is ours alone.
 *
 * <p>Only headings begin at the edge. Everything else is indented, wrapped or not, so that no text
 * of a caller can pass for a heading; and a line that goes on with a word that is a heading of this
 * page gets a bar in front, for readers whose mail program drops the indent.
 */
public final class Page {
  static final int WIDTH = 76;

  private static final int LABEL = 9;
  private static final String STEP = "    ";

  /** The same for words that must not be broken, such as an ARN. */
  private static final int WORD_WIDTH = 120;

  /** The same for commands: wide enough for the two times of a look-up side by side. */
  public static final int COMMAND_WIDTH = WORD_WIDTH - STEP.length();

  private static final Pattern HEADING = Pattern.compile("[A-Z]{3,}");

  private final List<String> lines = new ArrayList<>();
  private final Set<String> headings = new HashSet<>();

  /** A line at the left edge; what does not fit goes on indented. */
  public Page heading(String text) {
    return wrapped("", "   ", text);
  }

  /** A heading that may be as wide as a command. */
  public Page title(String text) {
    return wrapped("", "   ", text, WORD_WIDTH);
  }

  public Page blank() {
    lines.add("");
    return this;
  }

  /** A label in capitals, or none, with its text beside it. */
  public Page row(String label, String text) {
    return wrapped(pad(label), pad(""), text);
  }

  public Page word(String label, String word) {
    return wrapped(pad(label), pad(""), word, word.contains(" ") ? WIDTH : WORD_WIDTH);
  }

  /** A row for each text, the label beside the first. */
  public Page rows(String label, List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      row(i == 0 ? label : "", texts.get(i));
    }
    return this;
  }

  /** One of several points beside a label, with a mark that weighs it. */
  public Page point(String label, char mark, String text) {
    return wrapped(pad(label) + mark + " ", pad("") + "  ", text);
  }

  /** A numbered step, indented. */
  public Page step(String number, String text) {
    return wrapped(" " + number + " ", STEP, text);
  }

  /** What else there is to know about the step above. */
  public Page note(String text) {
    return wrapped(STEP, STEP, text);
  }

  /** Lines to paste somewhere, indented and otherwise as they are. */
  public Page verbatim(List<String> text) {
    text.forEach(line -> lines.add(STEP + line));
    return this;
  }

  /** A row whose text is one of our own addresses, which must not be broken. */
  public Page link(String label, String address) {
    lines.add(pad(label) + address);
    headings.add(label);
    return this;
  }

  public String text() {
    return lines.stream().map(this::barred).collect(Collectors.joining("\n", "", "\n"));
  }

  private String barred(String line) {
    String text = line.stripLeading();
    Matcher word = HEADING.matcher(text);
    int indent = line.length() - text.length();
    return indent > 1 && word.lookingAt() && headings.contains(word.group())
        ? line.substring(0, indent - 2) + "| " + text
        : line;
  }

  private static String pad(String label) {
    return label + " ".repeat(Math.max(1, LABEL - label.length()));
  }

  private Page wrapped(String first, String next, String text) {
    return wrapped(first, next, text, WIDTH);
  }

  private Page wrapped(String first, String next, String text, int width) {
    Matcher heading = HEADING.matcher(first.isEmpty() ? text : first);
    if (heading.lookingAt()) {
      headings.add(heading.group());
    }
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    for (String word : pieces(text, width - next.length())) {
      if (!empty && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line = new StringBuilder(next);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString().stripTrailing());
    return this;
  }

  /** After the last slash, colon or comma if there is one in the second half, else anywhere. */
  private static int breakAt(String word, int longest) {
    for (int i = longest - 1; i > longest / 2; i--) {
      if ("/:,".indexOf(word.charAt(i)) >= 0) {
        return i + 1;
      }
    }
    return Character.isHighSurrogate(word.charAt(longest - 1)) ? longest - 1 : longest;
  }

  /** The words of a text, and those that are longer than a line in pieces of a line's length. */
  private static List<String> pieces(String text, int longest) {
    List<String> pieces = new ArrayList<>();
    for (String word : text.split(" ", -1)) {
      String rest = word;
      while (rest.length() > longest) {
        int end = breakAt(rest, longest);
        pieces.add(rest.substring(0, end));
        rest = rest.substring(end);
      }
      pieces.add(rest);
    }
    return pieces;
  }
}
