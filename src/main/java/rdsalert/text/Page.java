package rdsalert.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A page of plain text, 76 columns wide, in which no line can pass for one of ours.
 *
 * <p>Only headings begin at the left edge. A line that begins with another's text, because a
 * sentence goes on there, has a bar in front that no line of ours has; and nothing is a link but
 * what was given as one.
 */
public final class Page {
  static final int WIDTH = 76;

  private static final int LABEL = 9;
  private static final String NO_LABEL = " ".repeat(LABEL);
  private static final String STEP = "    ";
  private static final String BAR = "| ";

  /** The same for words that must not be broken, such as an ARN. */
  private static final int WORD_WIDTH = 120;

  /** The same for commands: wide enough for the two times of a look-up side by side. */
  public static final int COMMAND_WIDTH = WORD_WIDTH - STEP.length();

  private final Said.Quoting quoting;
  private final List<String> lines = new ArrayList<>();

  /** A page on which others' texts are quoted in this way, except in headings. */
  public Page(Said.Quoting quoting) {
    this.quoting = quoting;
  }

  /** A line at the left edge; what does not fit goes on indented. */
  public Page heading(Said text) {
    return wrapped("", "   ", text, SafeText::word, WIDTH);
  }

  public Page heading(String ours) {
    return heading(Said.of(ours));
  }

  /** A heading that may be as wide as a command. */
  public Page title(Said text) {
    return wrapped("", "   ", text, SafeText::word, WORD_WIDTH);
  }

  public Page blank() {
    lines.add("");
    return this;
  }

  /** A label in capitals, or none, with its text beside it. */
  public Page row(String label, Said text) {
    return wrapped(pad(label), NO_LABEL, text, quoting, WIDTH);
  }

  public Page row(String label, String ours) {
    return row(label, Said.of(ours));
  }

  /** The same, quoted in another way than the rest of the page. */
  public Page row(String label, Said text, Said.Quoting quoting) {
    return wrapped(pad(label), NO_LABEL, text, quoting, WIDTH);
  }

  /** A row that may be as wide as a command. */
  public Page wide(String label, String ours) {
    return wrapped(pad(label), NO_LABEL, Said.of(ours), quoting, WORD_WIDTH);
  }

  /** A row with a text that is kept on one line, even a long one, if it is one word. */
  public Page word(String label, Said text) {
    int width = text.in(quoting).contains(" ") ? WIDTH : WORD_WIDTH;
    return wrapped(pad(label), NO_LABEL, text, quoting, width);
  }

  /** A row for each text, the label beside the first. */
  public Page rows(String label, List<Said> texts) {
    for (int i = 0; i < texts.size(); i++) {
      row(i == 0 ? label : "", texts.get(i));
    }
    return this;
  }

  /** One of several points beside a label, with a mark that weighs it. */
  public Page point(String label, char mark, Said text) {
    return wrapped(pad(label) + mark + " ", NO_LABEL + "  ", text, quoting, WIDTH);
  }

  /** A numbered step, indented. */
  public Page step(String number, Said text) {
    return wrapped(" " + number + " ", STEP, text, quoting, WIDTH);
  }

  /** What else there is to know about the step above. */
  public Page note(String ours) {
    return wrapped(STEP, STEP, Said.of(ours), quoting, WIDTH);
  }

  /** Lines to paste somewhere, indented and otherwise as they are. */
  public Page verbatim(List<String> text) {
    text.forEach(line -> lines.add(STEP + line));
    return this;
  }

  /** A row whose text is one of our own addresses, which must not be broken. */
  public Page link(String label, String address) {
    lines.add(pad(label) + address);
    return this;
  }

  public String text() {
    return String.join("\n", lines) + "\n";
  }

  private static String pad(String label) {
    return label + " ".repeat(Math.max(1, LABEL - label.length()));
  }

  /**
   * Lines of whole words, none wider than {@code width}; a longer word comes in pieces. A line that
   * would begin blank and then with another's text has a bar in front.
   */
  private Page wrapped(String first, String next, Said said, Said.Quoting quoting, int width) {
    BitSet theirs = new BitSet();
    String text = said.in(quoting, theirs);
    BitSet links = Links.in(text);
    if (!links.isEmpty()) {
      text = bracketed(text, links, theirs);
    }
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    int longest = width - next.length();
    for (int from = 0; from <= text.length(); ) {
      int space = text.indexOf(' ', from);
      int word = space < 0 ? text.length() : space;
      boolean whole = word - from <= longest;
      int end = whole ? word : from + breakAt(text.substring(from, from + longest));
      if (!empty && line.length() + 1 + end - from > width) {
        lines.add(line.toString());
        line = new StringBuilder(next);
        empty = true;
      }
      if (empty && theirs.get(from) && line.length() >= BAR.length() && line.toString().isBlank()) {
        line.replace(line.length() - BAR.length(), line.length(), BAR);
      }
      line.append(empty ? "" : " ").append(text, from, end);
      empty = false;
      from = whole ? end + 1 : end;
    }
    lines.add(line.toString().stripTrailing());
    return this;
  }

  /** A text with what makes links in brackets; keeps up with which characters are others'. */
  private static String bracketed(String text, BitSet links, BitSet theirs) {
    StringBuilder out = new StringBuilder();
    BitSet others = new BitSet();
    for (int i = 0; i < text.length(); i++) {
      int from = out.length();
      out.append(links.get(i) && (i == 0 || !links.get(i - 1)) ? "[" : "").append(text.charAt(i));
      out.append(links.get(i) && !links.get(i + 1) ? "]" : "");
      others.set(from, out.length(), theirs.get(i));
    }
    theirs.clear();
    theirs.or(others);
    return out.toString();
  }

  /**
   * After the last slash, colon or comma or before the last dot or bracket if there is one in the
   * second half, else anywhere: a name must not lose its end, for what is left could be a link.
   */
  private static int breakAt(String line) {
    for (int i = line.length() - 1; i > line.length() / 2; i--) {
      boolean inBrackets = line.lastIndexOf('[', i) > line.lastIndexOf(']', i);
      if (line.charAt(i) == '[' || (line.charAt(i) == '.' && !inBrackets)) {
        return i;
      }
      if ("/:,".indexOf(line.charAt(i)) >= 0 && !inBrackets) {
        return i + 1;
      }
    }
    int end = line.length();
    return Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end;
  }
}
