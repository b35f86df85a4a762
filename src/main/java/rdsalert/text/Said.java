package rdsalert.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A sentence of ours with texts of others in it, which are quoted when a reader is known: never
 * before, never twice, and never searched again.
 */
public record Said(List<Piece> pieces) {
  private static final int OURS = 0;
  private static final Said NOTHING = new Said(List.of());

  /** How one kind of reader gets a caller's text. */
  @FunctionalInterface
  public interface Quoting {
    /** Writes it in at most about {@code longest} characters, the mark of a cut not counted. */
    String quote(String text, int longest);
  }

  /** Text of ours if {@code longest} is 0; else another's, of which so much is shown. */
  public record Piece(String text, int longest) {}

  /** A sentence, or its beginning, that is all ours. */
  public static Said of(String ours) {
    return ours.isEmpty() ? NOTHING : new Said(List.of(new Piece(ours, OURS)));
  }

  /** However little of it is shown, it never becomes ours. */
  public static Said quote(String theirs, int longest) {
    return new Said(List.of(new Piece(theirs, Math.max(1, longest))));
  }

  /** Text of ours, and another's behind it. */
  public static Said quote(String before, String theirs, int longest) {
    return new Said(List.of(new Piece(before, OURS), new Piece(theirs, Math.max(1, longest))));
  }

  /** Several with the same text of ours between each two. */
  public static Said join(String between, List<Said> parts) {
    List<Piece> all = new ArrayList<>();
    for (Said part : parts) {
      if (!all.isEmpty() && !between.isEmpty()) {
        all.add(new Piece(between, OURS));
      }
      all.addAll(part.pieces);
    }
    return new Said(all);
  }

  /** The first of several, and how many there are besides. */
  public static Said list(List<Said> parts, int most) {
    Said first = join(", ", parts.subList(0, Math.min(most, parts.size())));
    return parts.size() <= most ? first : first.and(" and " + (parts.size() - most) + " more");
  }

  public Said and(String ours) {
    return ours.isEmpty() ? this : and(List.of(new Piece(ours, OURS)));
  }

  public Said and(Said more) {
    return and(more.pieces);
  }

  public Said andQuote(String before, String theirs, int longest) {
    return and(List.of(new Piece(before, OURS), new Piece(theirs, Math.max(1, longest))));
  }

  private Said and(List<Piece> more) {
    List<Piece> all = new ArrayList<>(pieces);
    all.addAll(more);
    return new Said(all);
  }

  /** The same with others' texts cut to at most so many characters. */
  public Said within(int most) {
    List<Piece> all = new ArrayList<>(pieces);
    all.replaceAll(piece -> piece.longest <= most ? piece : new Piece(piece.text, most));
    return new Said(all);
  }

  /** The same with others' texts changed. */
  public Said with(UnaryOperator<String> change) {
    List<Piece> all = new ArrayList<>(pieces);
    all.replaceAll(
        piece ->
            piece.longest == OURS ? piece : new Piece(change.apply(piece.text), piece.longest));
    return new Said(all);
  }

  public boolean isEmpty() {
    return pieces.isEmpty();
  }

  /** Whether there is no text of others in it. */
  public boolean isOurs() {
    return pieces.stream().allMatch(piece -> piece.longest == OURS);
  }

  /** The same with a capital first, unless it begins with another's text. */
  public Said capitalized() {
    if (pieces.isEmpty() || pieces.getFirst().longest != OURS) {
      return this;
    }
    List<Piece> all = new ArrayList<>(pieces);
    all.set(0, new Piece(Words.capitalized(all.getFirst().text), OURS));
    return new Said(all);
  }

  public String in(Quoting quoting) {
    StringBuilder said = new StringBuilder();
    for (Piece piece : pieces) {
      said.append(piece.longest == OURS ? piece.text : quoting.quote(piece.text, piece.longest));
    }
    return said.toString();
  }

  /** The same; tells which of its characters are others'. */
  String in(Quoting quoting, BitSet theirs) {
    StringBuilder said = new StringBuilder();
    for (Piece piece : pieces) {
      int from = said.length();
      boolean ours = piece.longest == OURS;
      said.append(ours ? piece.text : quoting.quote(piece.text, piece.longest));
      theirs.set(from, said.length(), !ours);
    }
    return said.toString();
  }

  /** The length of the longest of others' texts; 0 if there is none. */
  public int longestOfOthers(Quoting quoting) {
    return pieces.stream()
        .filter(piece -> piece.longest != OURS)
        .mapToInt(piece -> quoting.quote(piece.text, piece.longest).length())
        .max()
        .orElse(0);
  }
}
