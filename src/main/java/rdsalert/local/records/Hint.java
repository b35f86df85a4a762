package rdsalert.local.records;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the texts directly in a record say of it, as long as they are plain: that only calls of no
 * interest are named, and the day.
 */
final class Hint {
  private static final long NAME = Eight.of("eventNam");
  private static final long TIME = Eight.of("eventTim");
  private static final int DAY = "2026-01-31".length();

  private static final Set<String> LISTS =
      Set.of("Records", "Events", "Messages", "logEvents", "QueryResultRows");

  private final Predicate<String> ofNoInterest;
  private int nameEnd = -1;
  private int timeEnd = -1;
  private int names;
  private int dull;
  private boolean odd;
  private String day = "";

  Hint(Predicate<String> ofNoInterest) {
    this.ofNoInterest = ofNoInterest;
  }

  void forget() {
    nameEnd = -1;
    timeEnd = -1;
    names = 0;
    dull = 0;
    odd = false;
  }

  /** The bytes moved. */
  void move(int by) {
    nameEnd = Math.max(-1, nameEnd - by);
    timeEnd = Math.max(-1, timeEnd - by);
  }

  /** A character is written by its number: anything may be hidden so. */
  void odd() {
    odd = true;
  }

  boolean namesNothingOfInterest() {
    return names > 0 && names == dull && !odd;
  }

  String day() {
    return day;
  }

  /**
   * Takes in a text, a key or a value, that lies from one place to another; less than 0 if lost.
   */
  void see(byte[] bytes, int from, int to) {
    if (nameEnd >= 0) {
      dull += follows(bytes, nameEnd, from) && ofNoInterest.test(text(bytes, from, to)) ? 1 : 0;
      nameEnd = -1;
    } else if (timeEnd >= 0) {
      day = follows(bytes, timeEnd, from) ? day(bytes, from, to) : day;
      timeEnd = -1;
    } else if (to - from == 9 && from >= 0 && bytes[to - 1] == 'e') {
      long start = Eight.at(bytes, from);
      names += start == NAME ? 1 : 0;
      nameEnd = start == NAME ? to + 1 : -1;
      timeEnd = start == TIME ? to + 1 : -1;
    }
  }

  /** Whether a text is the value of the key that ended at a place. */
  private static boolean follows(byte[] bytes, int key, int from) {
    int colons = 0;
    for (int i = key; i < from - 1; i++) {
      if (bytes[i] == ':') {
        colons++;
      } else if (bytes[i] > ' ' || bytes[i] < 0) {
        return false;
      }
    }
    return colons == 1;
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** The same day again, most often. */
  private String day(byte[] bytes, int from, int to) {
    int end = Math.min(to, from + DAY);
    for (int i = from; i < end; i++) {
      if (day.length() != end - from || day.charAt(i - from) != bytes[i]) {
        return text(bytes, from, end);
      }
    }
    return day;
  }

  /**
   * Whether a list is one of records, by its key: the last text before it, and where that began.
   */
  static boolean isOfRecords(byte[] bytes, int key, int list) {
    int to = list - 1;
    while (to > key && bytes[to] != '"') {
      to--;
    }
    return key >= 0 && to > key && to - key < 16 && LISTS.contains(text(bytes, key, to));
  }
}
