package rdsalert.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Visible escapes for characters that could mislead a reader or steer a program. */
public enum Escapes {
  /** Letters of every script stay; what is invisible, reorders or breaks a line does not. */
  EMAIL("\\\\\""),
  /** As for email, and nothing that Slack or Teams could take for markup, a mention or a link. */
  CHAT("\\\\`<>&*~|\\[\\]!#");

  /** Letters and marks that show nothing: Hangul fillers, variation selectors, Braille blank. */
  private static final String BLANK =
      "\\x{115F}\\x{1160}\\x{3164}\\x{FFA0}\\x{2800}\\x{034F}\\x{FE00}-\\x{FE0F}\\x{E0100}-\\x{E01EF}";

  /** More combining marks in a row cover the lines above and below. */
  private static final int MOST_MARKS = 2;

  private final Pattern unsafe;

  Escapes(String special) {
    String other = "[" + special + "\\p{C}\\p{Z}\\p{Me}" + BLANK + "&&[^ ]]";
    unsafe = Pattern.compile(other + "|(?<=^| ) |" + SafeText.LINK);
  }

  /** The beginning of a text, escaped, and how many code points are left out. */
  public record Shown(String text, int left) {}

  /** As much of a text as fits into {@code longest} characters, escaped. */
  public Shown show(String text, int longest) {
    StringBuilder out = new StringBuilder();
    Matcher here = unsafe.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
    int marks = 0;
    int i = 0;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      marks = isMark(point) ? marks + 1 : 0;
      boolean piledUp = marks > MOST_MARKS || (marks > 0 && i == 0);
      boolean escaped = piledUp || here.region(i, text.length()).lookingAt();
      String shown = escaped ? escape(point) : Character.toString(point);
      if (out.length() + shown.length() > longest) {
        break;
      }
      out.append(shown);
      i += Character.charCount(point);
    }
    return new Shown(out.toString(), text.codePointCount(i, text.length()));
  }

  private static boolean isMark(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
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
