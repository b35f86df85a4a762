package rdsalert.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Visible escapes for characters that could mislead a reader or steer a program.
 *
 * <p>ASCII stays, and letters that nobody takes for ASCII or for nothing: of Latin those with an
 * accent, of Chinese, Japanese and Korean whole letters. Of all other characters the number is
 * shown: some look like ASCII, some like nothing, and of some scripts whole words do, or they turn
 * around what stands beside them.
 */
public enum Escapes {
  EMAIL("\\\\\""),
  /** In a code span only its end is live, and what begins a mention or an entity. */
  CHAT("\\\\`<>&");

  /** Without the dotless i, the kra, l with a dot, the long s. */
  private static final String LATIN =
      "\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\xFF\\u0100-\\u0130\\u0134-\\u0137\\u0139-\\u013E\\u0141-\\u0148"
          + "\\u014A-\\u017E\\u0218-\\u021B";

  /** U+30FC makes a vowel long; U+4E28 is one stroke, like the bar before others' lines. */
  private static final String EASTERN =
      "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\uAC00-\\uD7A3&&[\\p{Lo}&&[^\\u4E28]]]\\u30FC";

  /** What {@link Links} writes, written by another. */
  private static final String BROKEN_LINK = "\\[(?=[.:/lL+ ()-]+\\])";

  private final Pattern unsafe;

  Escapes(String special) {
    String other = "[" + special + "]|[^ -~" + LATIN + EASTERN + "]";
    unsafe = Pattern.compile(other + "|(?<=^| ) |" + BROKEN_LINK);
  }

  /** The beginning of a text, escaped, and how many code points are left out. */
  public record Shown(String text, int left) {}

  /** As much of a text as fits into {@code longest} characters, escaped. */
  public Shown show(String text, int longest) {
    if (text.length() <= longest && !unsafe.matcher(text).find()) {
      return new Shown(text, 0);
    }
    StringBuilder out = new StringBuilder();
    Matcher here = unsafe.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
    int i = 0;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      boolean escaped = here.region(i, text.length()).lookingAt();
      String shown = escaped ? escape(point) : Character.toString(point);
      if (out.length() + shown.length() > longest) {
        break;
      }
      out.append(shown);
      i += Character.charCount(point);
    }
    return new Shown(out.toString(), text.codePointCount(i, text.length()));
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
}
