package rdsalert.local.records;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * What the texts directly in a record say of it, as long as they are plain: that only calls of no
 * interest are named, and the day.
 */
final class Hint {
  /** Instead of a place: it is not there yet. */
  static final int MORE = -1;

  private static final byte[] NAME = "eventName".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TIME = "eventTime".getBytes(StandardCharsets.US_ASCII);
  private static final int DAY = "2026-01-31".length();

  /** What stands for itself in a text: all but quotes, backslashes and control characters. */
  private static final boolean[] PLAIN = new boolean[256];

  static {
    Arrays.fill(PLAIN, ' ', 256, true);
    PLAIN['"'] = false;
    PLAIN['\\'] = false;
  }

  private final Predicate<String> ofNoInterest;
  private int names;
  private int dull;
  private boolean odd;
  private String day = "";

  Hint(Predicate<String> ofNoInterest) {
    this.ofNoInterest = ofNoInterest;
  }

  void forget() {
    names = 0;
    dull = 0;
    odd = false;
  }

  boolean namesNothingOfInterest() {
    return names > 0 && names == dull && !odd;
  }

  String day() {
    return day;
  }

  /** Where the quote is that ends a text, or what cannot stand in one. */
  int endOfText(byte[] b, int from, int stop) {
    int i = from;
    while (i < stop) {
      if (PLAIN[b[i] & 0xff]) {
        i++;
      } else if (b[i] == '\\') {
        odd |= i + 1 < stop && b[i + 1] == 'u'; // anything may be hidden so
        i += 2;
      } else {
        return i;
      }
    }
    return MORE;
  }

  /**
   * Takes note of a call's name or time, if that is what a text directly in a record is the key of.
   *
   * @return whether the value is there
   */
  boolean see(byte[] bytes, int key, int keyEnd, int end) {
    if (keyEnd - key != NAME.length) {
      return true;
    }
    boolean isName = Arrays.equals(bytes, key, keyEnd, NAME, 0, NAME.length);
    if (!isName && !Arrays.equals(bytes, key, keyEnd, TIME, 0, TIME.length)) {
      return true;
    }
    int colon = behindSpace(bytes, keyEnd + 1, end);
    int quote = colon < end && bytes[colon] == ':' ? behindSpace(bytes, colon + 1, end) : colon;
    boolean isText = quote < end && quote > colon && bytes[quote] == '"';
    int to = isText ? endOfText(bytes, quote + 1, end) : quote;
    if (to == MORE || to >= end) {
      return false;
    }
    String value = isText ? ascii(bytes, quote + 1, to) : "\\";
    if (isName) {
      names++;
      dull += value.indexOf('\\') < 0 && ofNoInterest.test(value) ? 1 : 0;
    } else {
      day = value.substring(0, Math.min(DAY, value.length()));
    }
    return true;
  }

  private static int behindSpace(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && bytes[i] >= 0 && bytes[i] <= ' ') {
      i++;
    }
    return i;
  }

  static String ascii(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
