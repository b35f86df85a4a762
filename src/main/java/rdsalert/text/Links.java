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
          "(?:\\+(?:[-. ()]{0,2}[0-9]){6,}|\\(?(?:[0-9]{1,3}[-. ]?)?\\(?[0-9]{3}\\)?[-."
              + " ]?[0-9]{3}[-. ]?[0-9]{4}(?:[-. ]?[0-9])*|[0-9](?:-?[0-9]){9,})"
              + "(?:-(?![A-Za-z0-9]))?");

  private static final Pattern BETWEEN = Pattern.compile("^\\+|[-. ()]+");

  private static final String DIALLED = "0123456789+-. ()";

  private static final String CUT = "...";

  private Links() {}

  /**
   * The characters without which nothing in a text is a link. The patterns are slow, and only tried
   * where something can begin.
   */
  public static BitSet in(String text) {
    BitSet found = new BitSet();
    Matcher part = PART.matcher(text).useTransparentBounds(true);
    for (int i = 0; i < text.length(); i++) {
      boolean canBegin =
          switch (text.charAt(i)) {
            case '.', ':' -> i + 1 < text.length() && " \n".indexOf(text.charAt(i + 1)) < 0;
            case '/' -> text.startsWith("//", i);
            case 'l', 'L' -> text.regionMatches(true, i, "localhost", 0, 9);
            default -> false;
          };
      if (canBegin && part.region(i, text.length()).lookingAt()) {
        String domain = part.group("domain");
        boolean link = domain == null || DOMAINS.contains(domain.toLowerCase(Locale.ROOT));
        found.set(part.start(), part.end(), link);
        i = part.end() - 1;
      }
    }
    Matcher phone = PHONE.matcher(text).useTransparentBounds(true);
    for (int i = 0; i < text.length(); i++) {
      int from = i;
      int digits = 0;
      for (int c; i < text.length() && (c = DIALLED.indexOf(text.charAt(i))) >= 0; i++) {
        digits += c < 10 ? 1 : c == 10 ? 4 : 0; // of ten; six after a plus
      }
      if (digits < 10) {
        continue;
      }
      phone.region(from, i);
      while (phone.find()) {
        Matcher between = BETWEEN.matcher(phone.group());
        while (between.find()) {
          found.set(phone.start() + between.start(), phone.start() + between.end());
        }
      }
    }
    return found;
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
