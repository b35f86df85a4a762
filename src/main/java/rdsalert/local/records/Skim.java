package rdsalert.local.records;

import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Passes over records by a search of their text, without cutting or parsing them: most name calls
 * of no interest. It does so for what is laid out as AWS does, and leaves everything else.
 */
final class Skim {
  /** What stands between two records in a list. */
  static final char COMMA = ',';

  /** How a record begins. */
  private static final String RECORD = "{\"eventVersion\":\"";

  private static final String CALLER = ",\"userIdentity\":{";
  private static final String FIELD = "\"event";
  private static final String NAME = "\"eventName\":\"";
  private static final String TIME = "\"eventTime\":\"";
  private static final int DAY = "2026-01-31".length();

  private final Predicate<String> ofNoInterest;
  private final Consumer<String> passedOver;
  private String day = "";
  private boolean ranOut;

  /**
   * @param ofNoInterest tells whether calls of a name are
   * @param passedOver is told of each record by its day; empty if it does not tell
   */
  Skim(Predicate<String> ofNoInterest, Consumer<String> passedOver) {
    this.ofNoInterest = ofNoInterest;
    this.passedOver = passedOver;
  }

  /** Passes over a whole value, if it is a record that only names calls of no interest. */
  boolean passesOver(String value) {
    return past(value + COMMA + RECORD, 0, COMMA) > 0;
  }

  /**
   * Whether the last record had no end in the text yet, and is of no interest as far as it goes.
   */
  boolean ranOut() {
    return ranOut;
  }

  /**
   * Goes past records of no interest.
   *
   * @param between what stands between two records
   * @return where the first record begins that may be of interest, or is the last one
   */
  int past(String text, int from, char between) {
    int at = from;
    for (int next = next(text, at, between); next > at; next = next(text, at, between)) {
      at = next;
      passedOver.accept(day);
    }
    return at;
  }

  /** Where the next record begins; the same place if this one cannot be passed over. */
  private int next(String text, int from, char between) {
    if (!beginsAsRecord(text, from)) {
      ranOut = false;
      return from;
    }
    int end = end(text, from);
    int behind = end + 1;
    boolean dull = isDull(text, from, end);
    boolean goesOn = text.startsWith(RECORD, behind) && text.charAt(end) == between;
    ranOut = dull && behind + RECORD.length() > text.length();
    return dull && goesOn ? behind : from;
  }

  /** Where braces are balanced: the end, unless one stands in a text. */
  private static int end(String text, int from) {
    int depth = 0;
    int open = from;
    for (int close = text.indexOf('}', from); close >= 0; ) {
      if (open >= 0 && open < close) {
        depth++;
        open = text.indexOf('{', open + 1);
      } else if (--depth == 0) {
        return close + 1;
      } else {
        close = text.indexOf('}', close + 1);
      }
    }
    return text.length();
  }

  /** Whether there is one name, of no interest, and nothing is hidden by an escape. */
  private boolean isDull(String text, int from, int to) {
    day = "";
    int names = 0;
    for (int at = from; at >= 0; at = text.indexOf(FIELD, at + FIELD.length(), to)) {
      int behind = Math.min(at + FIELD.length(), to - 2);
      char kind = text.charAt(behind);
      if (kind == 'N') {
        if (++names > 1 || !isDullName(text, at)) {
          return false; // of two names, one may be another record's
        }
      } else if (kind == 'T' && text.charAt(behind + 1) == 'i' && day.isEmpty()) {
        int value = at + TIME.length();
        day = text.substring(Math.min(value, to), Math.min(value + DAY, to));
      }
    }
    int escape = text.indexOf('\\', from, to);
    return names == 1 && (escape < 0 || text.indexOf("\\u", escape, to) < 0);
  }

  private static boolean beginsAsRecord(String text, int from) {
    return text.startsWith(RECORD, from)
        && text.startsWith(CALLER, text.indexOf('"', from + RECORD.length()) + 1);
  }

  private boolean isDullName(String text, int at) {
    int name = at + NAME.length();
    int end = text.indexOf('"', name);
    return text.startsWith(NAME, at) && end > name && ofNoInterest.test(text.substring(name, end));
  }
}
