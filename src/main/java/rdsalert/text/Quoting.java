package rdsalert.text;

/** How one kind of reader gets a caller's text. */
@FunctionalInterface
public interface Quoting {
  /** Writes the text in at most about {@code longest} characters, the mark of a cut not counted. */
  String quote(String text, int longest);
}
