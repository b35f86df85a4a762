package rdsalert.text;

/** Visible escapes for characters that could mislead a reader or steer a program. */
public enum Escapes {
  /** Letters of every script stay; whatever is invisible, reorders or breaks a line does not. */
  EMAIL("\\\""),
  /** As for email, and nothing that Slack or Teams could take for markup, a mention or a link. */
  CHAT("\\`<>&*~|[]!#");

  private static final int MOST_MARKS = 2;

  private final String special;

  Escapes(String special) {
    this.special = special;
  }

  /** The beginning of the text, escaped, in at most {@code longest} characters. */
  public String apply(String text, int longest) {
    StringBuilder out = new StringBuilder();
    walk(text, longest, out);
    return out.toString();
  }

  /** How many code points of the text {@link #apply} shows. */
  int taken(String text, int longest) {
    return walk(text, longest, new StringBuilder());
  }

  private int walk(String text, int longest, StringBuilder out) {
    int taken = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      String shown = mustEscape(text, i) ? escape(text.codePointAt(i)) : at(text, i);
      if (out.length() + shown.length() > longest) {
        return taken;
      }
      out.append(shown);
      taken++;
    }
    return taken;
  }

  private boolean mustEscape(String text, int i) {
    int point = text.codePointAt(i);
    return special.indexOf(point) >= 0
        || (point == ' ' && (i == 0 || text.charAt(i - 1) == ' '))
        || (point != ' ' && !isVisible(point))
        || startsLink(text, i)
        || isPiledUp(text, i);
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.ENCLOSING_MARK ->
          false;
      default -> !isBlankLetter(point);
    };
  }

  /** Letters and marks that show nothing: Hangul fillers, variation selectors, Braille blank. */
  private static boolean isBlankLetter(int point) {
    return point == 0x115F
        || point == 0x1160
        || point == 0x3164
        || point == 0xFFA0
        || point == 0x2800
        || point == 0x034F
        || (point >= 0xFE00 && point <= 0xFE0F)
        || (point >= 0xE0100 && point <= 0xE01EF);
  }

  /**
   * Mail and chat programs make links of addresses; the colon, dot or slash that makes one is
   * escaped.
   */
  private static boolean startsLink(String text, int i) {
    return text.startsWith("://", i)
        || (text.charAt(i) == '/' && SafeText.endsInHost(text, i))
        || (text.charAt(i) == '.' && i >= 3 && text.regionMatches(true, i - 3, "www", 0, 3))
        || (text.charAt(i) == ':' && i >= 6 && text.regionMatches(true, i - 6, "mailto", 0, 6));
  }

  /** More than two combining marks in a row cover the lines above and below. */
  private static boolean isPiledUp(String text, int i) {
    int marks = 0;
    int at = i;
    while (marks <= MOST_MARKS && isMark(text.codePointAt(at))) {
      marks++;
      if (at == 0) {
        break;
      }
      at = text.offsetByCodePoints(at, -1);
    }
    return marks > MOST_MARKS || (marks > 0 && i == 0);
  }

  private static boolean isMark(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static String at(String text, int i) {
    return Character.toString(text.codePointAt(i));
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
