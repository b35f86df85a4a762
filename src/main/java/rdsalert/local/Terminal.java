package rdsalert.local;

import java.io.PrintStream;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text and numbers for a person: text from events never becomes a control sequence. */
final class Terminal {
  private static final int LONGEST = 300;

  /** Control and format characters, private ones, lone surrogates, and line ends. */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private static final Pattern UNSEEN_IN_LINES = Pattern.compile("(?!\n)" + UNSEEN.pattern());

  private Terminal() {}

  /** What goes out through this has no such character but the ends of its lines. */
  private static final class VisibleStream extends PrintStream {
    VisibleStream(PrintStream to) {
      super(to, true, to.charset());
    }

    /** Everything that is printed comes through here, formatted or on a line of its own, too. */
    @Override
    public void print(@Nullable String text) {
      String lines = String.valueOf(text);
      // Most are plain: the pattern, slow before it is compiled, takes a quarter of an alert's
      // time.
      boolean plain = lines.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'));
      super.print(plain ? lines : UNSEEN_IN_LINES.matcher(lines).replaceAll("?"));
    }
  }

  /** The one way out to a terminal: everything that is printed from now on passes it. */
  static void guard() {
    System.setOut(new VisibleStream(System.out));
    System.setErr(new VisibleStream(System.err));
  }

  /** One line without control, format or private characters, cut where it is too long. */
  static String oneLine(String text) {
    return oneLine(text, LONGEST);
  }

  static String oneLine(String text, int longest) {
    boolean fits = text.codePointCount(0, text.length()) <= longest;
    String kept = fits ? text : text.substring(0, text.offsetByCodePoints(0, longest)) + "…";
    return UNSEEN.matcher(kept).replaceAll("?");
  }

  /** Such as {@code 1,000}, in any locale. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Such as {@code 1 hit} or {@code 11 hits}. */
  static String count(long number, String thing) {
    return number(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /** Such as {@code 3 of 11 hits} or {@code none of 1 hit}. */
  static String share(long part, long whole, String thing) {
    return (part == 0 ? "none" : number(part)) + " of " + count(whole, thing);
  }
}
