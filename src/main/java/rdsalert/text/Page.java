package rdsalert.text;

import java.util.ArrayList;
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
  private static final String STEP = "    ";

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
    return wrapped("", "   ", Quoted.of(text, SafeText::word), WIDTH);
  }

  public Page heading(String ours) {
    return heading(Said.of(ours));
  }

  /** A heading that may be as wide as a command. */
  public Page title(Said text) {
    return wrapped("", "   ", Quoted.of(text, SafeText::word), WORD_WIDTH);
  }

  public Page blank() {
    lines.add("");
    return this;
  }

  /** A label in capitals, or none, with its text beside it. */
  public Page row(String label, Said text) {
    return row(label, text, quoting);
  }

  public Page row(String label, String ours) {
    return row(label, Said.of(ours));
  }

  /** The same, quoted in another way than the rest of the page. */
  public Page row(String label, Said text, Said.Quoting quoting) {
    return wrapped(pad(label), pad(""), Quoted.of(text, quoting), WIDTH);
  }

  /** A row that may be as wide as a command. */
  public Page wide(String label, String ours) {
    return wrapped(pad(label), pad(""), Quoted.of(Said.of(ours), quoting), WORD_WIDTH);
  }

  /** A row with a text that is kept on one line, even a long one, if it is one word. */
  public Page word(String label, Said text) {
    Quoted word = Quoted.of(text, quoting);
    return wrapped(pad(label), pad(""), word, word.text().contains(" ") ? WIDTH : WORD_WIDTH);
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
    return wrapped(pad(label) + mark + " ", pad("") + "  ", Quoted.of(text, quoting), WIDTH);
  }

  /** A numbered step, indented. */
  public Page step(String number, Said text) {
    return wrapped(" " + number + " ", STEP, Quoted.of(text, quoting), WIDTH);
  }

  public Page step(String number, String ours) {
    return step(number, Said.of(ours));
  }

  /** What else there is to know about the step above. */
  public Page note(String ours) {
    return wrapped(STEP, STEP, Quoted.of(Said.of(ours), quoting), WIDTH);
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

  private Page wrapped(String first, String next, Quoted text, int width) {
    lines.addAll(text.lines(first, next, width));
    return this;
  }
}
