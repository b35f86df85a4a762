package rdsalert.text;

import java.util.regex.Pattern;

/**
 * Writes text that a caller chose so that its reader sees it and nothing else happens, except for
 * links: {@link Links} takes those out of the whole line that the text stands in.
 *
 * <p>What is not plain becomes a visible escape (a backslash with a letter or with the number of
 * the character); what is too long is cut and says how much is missing. Every result is one line.
 */
public final class SafeText {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+=,:/-]*");

  /** Also half of a character, whose other half is missing. */
  private static final Pattern NO_WORD = Pattern.compile("[^A-Za-z0-9.,+=@_:/-]");

  private static final String ELLIPSIS = "...";

  private SafeText() {}

  /** For a page of plain text: bare if it is a plain word, else in double quotes. */
  public static String email(String text, int longest) {
    Escapes.Shown shown = Escapes.EMAIL.show(text, longest);
    return shown.text().equals(text) && BARE.matcher(text).matches()
        ? text
        : '"' + shown.text() + '"' + rest(shown);
  }

  /** For Slack and Teams: a code span in which nothing can be markup or a mention. */
  public static String chat(String text, int longest) {
    Escapes.Shown shown = Escapes.CHAT.show(text, longest);
    return '`' + shown.text() + '`' + rest(shown);
  }

  /**
   * For subjects, titles and text messages: one word of letters, digits and {@code . , + = @ _ : /
   * -}; every other character is a question mark.
   */
  public static String word(String text, int longest) {
    String word = NO_WORD.matcher(text).replaceAll("?");
    return word.length() > longest
        ? word.substring(0, Math.max(1, longest - ELLIPSIS.length())) + ELLIPSIS
        : word;
  }

  /** For places of a chat without code spans: nothing in it mentions or slants. */
  public static String unmarked(String words) {
    return words.replace('_', '-').replace("@", " at ");
  }

  /** For machines: the text itself, cut. */
  public static String data(String text, int longest) {
    int points = text.codePointCount(0, text.length());
    return points <= longest
        ? text
        : text.substring(0, text.offsetByCodePoints(0, longest))
            + "… [+"
            + (points - longest)
            + " characters]";
  }

  private static String rest(Escapes.Shown shown) {
    return shown.left() == 0 ? "" : " [+" + shown.left() + " characters]";
  }
}
