package rdsalert.text;

import java.util.regex.Pattern;

/**
 * Writes text that a caller chose so that its reader sees it and nothing else happens.
 *
 * <p>What is not plain becomes a visible escape (a backslash with a letter or with the number of
 * the character); what is too long is cut and says how much is missing. Every result is one line.
 */
public final class SafeText {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+=,:/-]*");
  private static final Pattern LINK_STARTS = Pattern.compile("(?i)(www(?=\\.)|mailto(?=:)).");
  private static final Pattern HOST_LAST =
      Pattern.compile("(?s).*[A-Za-z0-9-]\\.[A-Za-z]{2,24}(:[0-9]{1,5})?");
  private static final int LONGEST_HOST_END = 33;
  private static final String ELLIPSIS = "...";

  private SafeText() {}

  /** For a page of plain text: bare if it is a plain word, else in double quotes. */
  public static String email(String text, int longest) {
    String escaped = Escapes.EMAIL.apply(text, longest);
    return escaped.equals(text) && BARE.matcher(text).matches()
        ? text
        : '"' + escaped + '"' + rest(text, Escapes.EMAIL.taken(text, longest));
  }

  /**
   * For Slack and Teams: a code span in which nothing can be markup, a mention or a link.
   *
   * <p>Angle brackets and ampersands become escapes too, not entities: no reader, however often it
   * decodes, can make a mention of them.
   */
  public static String chat(String text, int longest) {
    return '`'
        + Escapes.CHAT.apply(text, longest)
        + '`'
        + rest(text, Escapes.CHAT.taken(text, longest));
  }

  /**
   * For subjects, titles and text messages: one word of letters, digits and {@code . , + = @ _ : /
   * -}; every other character is a question mark.
   */
  public static String word(String text, int longest) {
    StringBuilder word = new StringBuilder();
    text.codePoints()
        .limit(longest + 1L)
        .forEach(point -> word.append(isWord(point) ? (char) point : '?'));
    String safe =
        LINK_STARTS.matcher(withoutPaths(word.toString()).replace("//", "/?")).replaceAll("$1?");
    return safe.length() > longest
        ? safe.substring(0, Math.max(1, longest - ELLIPSIS.length())) + ELLIPSIS
        : safe;
  }

  /**
   * For places of a chat that take no code span: a line of words without what mentions or slants.
   */
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

  /** Whether {@link #email} shows anything but the text itself. */
  public static boolean altersInEmail(String text, int longest) {
    return !Escapes.EMAIL.apply(text, longest).equals(text);
  }

  /** Whether what stands before a place reads like a host's name, so that a path would follow. */
  static boolean endsInHost(String text, int end) {
    return HOST_LAST.matcher(text).region(Math.max(0, end - LONGEST_HOST_END), end).matches();
  }

  /** Without the slash that would make an address of a host's name. */
  private static String withoutPaths(String word) {
    StringBuilder safe = new StringBuilder(word);
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) == '/' && endsInHost(word, i)) {
        safe.setCharAt(i, '?');
      }
    }
    return safe.toString();
  }

  private static boolean isWord(int point) {
    return point < 128 && (Character.isLetterOrDigit(point) || ".,+=@_:/-".indexOf(point) >= 0);
  }

  private static String rest(String text, int taken) {
    int left = text.codePointCount(0, text.length()) - taken;
    return left == 0 ? "" : " [+" + left + " characters]";
  }
}
