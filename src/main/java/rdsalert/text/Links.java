package rdsalert.text;

import java.util.BitSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what mail programs, chats and phones make links of by themselves, and the characters
 * without which they do not: {@code evil[.]com}, as people write it who pass on bad addresses.
 *
 * <p>Names end in a domain that exists: {@code mary.major} stays as it is.
 */
public final class Links {
  private static final Set<String> DOMAINS =
      Set.of(PackagedText.of("/rdsalert/domains.txt").strip().split("\\s+"));

  private static final Pattern PART =
      Pattern.compile(
          String.join(
              "|",
              // a scheme, or none, before a host
              ":?/{2,}",
              ":(?=\\S)(?<=(?<![a-z])(?:mailto|file|tel|sms|callto|skype|xmpp|magnet):)",
              ":(?=[^\\s:/\"'`]*\\.)(?<=[a-z][a-z0-9+.-]{0,40}:)",
              // the last dot of a host
              "\\.(?<=(?:www|ftp)\\.)(?=\\S)",
              "\\.(?<=[\\p{L}\\p{N}_-]\\.)(?=xn--|[^\\x00-\\x7f]|(?<domain>[a-z]{2,24})(?![\\p{L}\\p{N}]))",
              "\\.(?<=[^\\x00-\\x7f]\\.)(?=\\S)",
              // the last dot of an address
              "\\.(?=[0-9])(?<=[0-9]\\.[0-9]{1,3}\\.[0-9]{1,3}\\.)",
              "l(?=ocalhost)"),
          Pattern.CASE_INSENSITIVE);

  /** Digits as telephones read them: ten or more with something between, or any after a plus. */
  private static final Pattern PHONE =
      Pattern.compile(
          "(?=[+(0-9])(?:\\+(?:[-. ()]{0,2}[0-9]){6,}|\\(?(?:[0-9]{1,3}[-. ]?)?\\(?[0-9]{3}\\)?[-."
              + " ]?[0-9]{3}[-. ]?[0-9]{4}(?:[-. ]?[0-9])*|[0-9](?:-?[0-9]){9,})"
              + "(?:-(?![A-Za-z0-9]))?");

  /** No character, and as such the end of any number. */
  private static final char END = '\uffff';

  private static final int LEAST_DIGITS = 10;
  private static final int LEAST_DIGITS_AFTER_PLUS = 6;

  private static final String CUT = "...";

  private static final Pattern BETWEEN = Pattern.compile("^\\+|[-. ()]+");

  private Links() {}

  /**
   * The characters without which nothing in a text is a link. The patterns are slow, and only tried
   * where something can begin.
   */
  public static BitSet in(String text) {
    BitSet found = new BitSet();
    Matcher part = PART.matcher(text).useTransparentBounds(true);
    int length = text.length();
    int digits = 0;
    for (int i = 0; i < length; i++) {
      char here = text.charAt(i);
      digits += here >= '0' && here <= '9' ? 1 : 0;
      boolean mayBegin =
          switch (here) {
            case '.', ':' -> i + 1 < length && text.charAt(i + 1) != ' ';
            case '/' -> text.startsWith("//", i);
            case 'l', 'L' -> text.regionMatches(true, i, "localhost", 0, 9);
            default -> false;
          };
      if (mayBegin && part.region(i, length).lookingAt()) {
        String domain = part.group("domain");
        boolean link = domain == null || DOMAINS.contains(domain.toLowerCase(Locale.ROOT));
        found.set(part.start(), part.end(), link);
        i = part.end() - 1;
      }
    }
    if (digits >= LEAST_DIGITS_AFTER_PLUS) {
      findNumbers(text, found);
    }
    return found;
  }

  /**
   * Telephone numbers are looked for where there are enough digits, and anything between or behind.
   */
  private static void findNumbers(String text, BitSet found) {
    int begin = 0;
    int digits = 0;
    int least = LEAST_DIGITS;
    for (int i = 0; i <= text.length(); i++) {
      switch (i < text.length() ? text.charAt(i) : END) {
        case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> digits++;
        case '+' -> least = LEAST_DIGITS_AFTER_PLUS;
        case '(' -> {}
        case '-', '.', ' ', ')' -> begin += i == begin ? 1 : 0;
        default -> {
          if (digits >= least && digits < i - begin) {
            findPhones(text, begin, i, found);
          }
          begin = i + 1;
          digits = 0;
          least = LEAST_DIGITS;
        }
      }
    }
  }

  private static void findPhones(String text, int from, int to, BitSet found) {
    Matcher phone = PHONE.matcher(text).useTransparentBounds(true).region(from, to);
    while (phone.find()) {
      Matcher between = BETWEEN.matcher(phone.group());
      while (between.find()) {
        found.set(phone.start() + between.start(), phone.start() + between.end());
      }
    }
  }

  /** A text with each such part replaced, neighbours together. */
  public static String replaced(String text, UnaryOperator<String> replacement) {
    BitSet links = in(text);
    if (links.isEmpty()) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int at = links.nextSetBit(0); at >= 0; at = links.nextSetBit(from)) {
      int end = links.nextClearBit(at);
      out.append(text, from, at).append(replacement.apply(text.substring(at, end)));
      from = end;
    }
    return out.append(text, from, text.length()).toString();
  }

  /** A text with each such part in brackets. */
  public static String broken(String text) {
    return replaced(text, part -> "[" + part + "]");
  }

  /** A line without a link that is at most so long; a longer text is cut, and shows it. */
  public static String line(String text, int longest) {
    String line = broken(text);
    for (int room = Math.min(longest, text.length() - 1); line.length() > longest; room--) {
      line = broken(text.substring(0, room - CUT.length()) + CUT);
    }
    return line;
  }
}
