package rdsalert.hunt;

import java.util.regex.Pattern;

/** Text in a page: it stays text and never becomes markup. */
final class Html {
  /** What is not seen or turns what is around it; the lines of an email stay. */
  private static final Pattern UNSEEN =
      Pattern.compile("(?!\n)[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}]");

  private Html() {}

  static String text(String text) {
    return UNSEEN
        .matcher(text)
        .replaceAll("?")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
