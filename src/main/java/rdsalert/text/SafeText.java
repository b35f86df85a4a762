package rdsalert.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes text that a caller chose so that its reader sees it and nothing else happens, except for
 * links: {@link Links} takes those out of the whole line that the text stands in.
 *
 * <p>What could mislead a reader or steer a program becomes a visible escape (a backslash with a
 * letter or with the number of the character); what is too long is cut and says how much is
 * missing. Every result is one line.
 *
 * <p>ASCII stays, and so do letters that cannot be mistaken for ASCII or overlooked: Latin ones
 * with an accent, and whole Chinese, Japanese and Korean ones. Every other character is shown by
 * its number: some look like ASCII, some are invisible, and some scripts spell whole words that
 * look like ASCII or reverse the text beside them.
 */
public final class SafeText {
  /** Without the dotless i, the kra, l with a dot, the long s. */
  private static final String LATIN =
      "\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\xFF\\u0100-\\u0130\\u0134-\\u0137\\u0139-\\u013E\\u0141-\\u0148"
          + "\\u014A-\\u017E\\u0218-\\u021B";

  /** U+30FC makes a vowel long; U+4E28 is one stroke, like the bar before others' lines. */
  private static final String EASTERN =
      "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\uAC00-\\uD7A3&&[\\p{Lo}&&[^\\u4E28]]]\\u30FC";

  /** What {@link Links} writes, written by another. */
  private static final String BROKEN_LINK = "\\[(?=[.:/lL+ ()-]+\\])";

  private static final Pattern UNSAFE_IN_EMAIL = unsafe("\\\\\"");

  /** In a code span only its end is live, and what begins a mention or an entity. */
  private static final Pattern UNSAFE_IN_CHAT = unsafe("\\\\`<>&");

  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+=,:/-]*");

  /** Also half of a character, whose other half is missing. */
  private static final Pattern NO_WORD = Pattern.compile("[^A-Za-z0-9.,+=@_:/-]");

  private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

  private static final String ELLIPSIS = "...";

  private SafeText() {}

  private static Pattern unsafe(String special) {
    String other = "[" + special + "]|[^ -~" + LATIN + EASTERN + "]";
    return Pattern.compile(other + "|(?<=^| ) |" + BROKEN_LINK);
  }

  /** For a page of plain text: bare if it is a plain word, else in double quotes. */
  public static String email(String text, int longest) {
    return text.length() <= longest && BARE.matcher(text).matches()
        ? text
        : quoted(text, longest, UNSAFE_IN_EMAIL, '"');
  }

  /** For Slack and Teams: a code span in which nothing can be markup or a mention. */
  public static String chat(String text, int longest) {
    return quoted(text, longest, UNSAFE_IN_CHAT, '`');
  }

  /** As much of a text as fits into {@code longest} characters, escaped, and what is left out. */
  private static String quoted(String text, int longest, Pattern unsafe, char quote) {
    if (text.length() <= longest && !unsafe.matcher(text).find()) {
      return quote + text + quote;
    }
    StringBuilder out = new StringBuilder().append(quote);
    Matcher here = unsafe.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
    int i = 0;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      boolean escaped = here.region(i, text.length()).lookingAt();
      String shown = escaped ? escape(point) : Character.toString(point);
      if (out.length() - 1 + shown.length() > longest) {
        break;
      }
      out.append(shown);
      i += Character.charCount(point);
    }
    int left = text.codePointCount(i, text.length());
    return out.append(quote).append(left == 0 ? "" : " [+" + left + " characters]").toString();
  }

  private static String escape(int point) {
    return switch (point) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\\' -> "\\\\";
      case '"' -> "\\\"";
      default -> "\\u{" + Integer.toHexString(point) + "}";
    };
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

  /** Whether it is one line of printable ASCII, which every shell shows as it is. */
  public static boolean isPrintable(String text) {
    return PRINTABLE.matcher(text).matches();
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
}
