package rdsalert.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A sentence as one reader gets it, without a link, and which of its characters are others'. */
record Quoted(String text, BitSet theirs) {
  private static final String BAR = "| ";

  static Quoted of(Said said, Said.Quoting quoting) {
    StringBuilder text = new StringBuilder();
    BitSet theirs = new BitSet();
    for (Said.Piece piece : said.pieces()) {
      int from = text.length();
      text.append(piece.in(quoting));
      theirs.set(from, text.length(), !piece.isOurs());
    }
    return new Quoted(text.toString(), theirs).withoutLinks();
  }

  private Quoted withoutLinks() {
    BitSet links = Links.in(text);
    if (links.isEmpty()) {
      return this;
    }
    StringBuilder out = new StringBuilder();
    BitSet others = new BitSet();
    for (int i = 0; i < text.length(); i++) {
      int from = out.length();
      out.append(links.get(i) && (i == 0 || !links.get(i - 1)) ? "[" : "").append(text.charAt(i));
      out.append(links.get(i) && !links.get(i + 1) ? "]" : "");
      others.set(from, out.length(), theirs.get(i));
    }
    return new Quoted(out.toString(), others);
  }

  /**
   * Lines of whole words, none wider than {@code width}; a longer word comes in pieces. A line that
   * would begin blank and then with another's text has a bar in front.
   */
  List<String> lines(String first, String next, int width) {
    List<String> lines = new ArrayList<>();
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
    return lines;
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
