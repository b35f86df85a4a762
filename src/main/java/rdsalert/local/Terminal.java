package rdsalert.local;

import java.io.PrintStream;
import java.util.regex.Pattern;

/** What this program says to a person: text from events never becomes a control sequence. */
final class Terminal {
  private static final int LONGEST = 300;
  private static final int LONGEST_COMPLAINT = 2_000;

  /**
   * Control characters, also those above ASCII, what changes the order of others, and line ends.
   */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private Terminal() {}

  /** One line without control, format or private characters, cut where it is too long. */
  static String oneLine(String text) {
    return oneLine(text, LONGEST);
  }

  /** The same, cut after so many characters. */
  static String oneLine(String text, int longest) {
    boolean fits = text.codePointCount(0, text.length()) <= longest;
    String kept = fits ? text : text.substring(0, text.offsetByCodePoints(0, longest)) + "…";
    return UNSEEN.matcher(kept).replaceAll("?");
  }

  /** Says on standard error what is wrong. */
  static void complain(PrintStream err, String message) {
    err.println("rdsalert: " + oneLine(message, LONGEST_COMPLAINT));
  }
}
