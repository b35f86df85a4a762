package rdsalert.local;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** What this program says to a person: text from events never becomes a control sequence. */
final class Terminal {
  private static final int LONGEST = 300;

  private Terminal() {}

  /** One line without control, format or private characters, cut where it is too long. */
  static String oneLine(@Nullable String text) {
    String clean =
        String.valueOf(text).replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029]", "?");
    return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "…" : clean;
  }

  /** Says on standard error what is wrong. */
  static void complain(PrintStream err, String message) {
    err.println("rdsalert: " + oneLine(message));
  }
}
