package rdsalert.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A sentence as one reader gets it, without a link, and which of its characters are others'. */
record Quoted(String text, BitSet theirs) {
  /** What stands between two spaces, and whether another's text begins it. */
  record Word(String text, boolean theirs) {}

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

  /** The words, and those that are longer than a line in pieces of a line's length. */
  List<Word> words(int longest) {
    List<Word> words = new ArrayList<>();
    int from = 0;
    while (from <= text.length()) {
      int space = text.indexOf(' ', from);
      int end = space < 0 ? text.length() : space;
      while (end - from > longest) {
        int cut = from + breakAt(text.substring(from, from + longest));
        words.add(new Word(text.substring(from, cut), theirs.get(from)));
        from = cut;
      }
      words.add(new Word(text.substring(from, end), theirs.get(from)));
      from = end + 1;
    }
    return words;
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
