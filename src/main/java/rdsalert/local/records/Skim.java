package rdsalert.local.records;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Searches text, without parsing it. Most records name calls of no interest, and are passed over;
 * those that are laid out as AWS does need not be cut either.
 */
final class Skim {
  /** Instead of a place. */
  static final int NONE = -1;

  /**
   * Where a value may begin on a line of its own: an object, a text that holds JSON, or a time as
   * CloudWatch Logs writes it before a record. Farther in, a brace may as well be of a part of what
   * was cut; that has a line of its own.
   */
  private static final Pattern LINE =
      Pattern.compile(
          "\n(\\{"
              + "|[ \t]+\\{(\"|[ \t\r\n]*\"eventVersion\")"
              + "|[ \t]*\"[{\\[]"
              + "|\\d{4}-\\d\\d-\\d\\dT)");

  /** How a record begins. Notifications, and what was formatted again, begin otherwise. */
  private static final String RECORD = "{\"eventVersion\":\"";

  private static final String CALLER = ",\"userIdentity\":{";
  private static final String NAME = "\"eventName\"";
  private static final String TIME = "\"eventTime\"";
  private static final int DAY = "2026-01-31".length();

  private final Values values;

  Skim(Values values) {
    this.values = values;
  }

  /** The next line that may begin with a value, behind one that cannot be cut out. */
  static int nextLine(String text, int from) {
    Matcher line = LINE.matcher(text);
    return line.find(from) ? line.start() + 1 : NONE;
  }

  /** Passes over a whole value, if it is a record that only names a call of no interest. */
  boolean passesOver(String value) {
    return beginsAsRecord(value, 0) && passes(value, 0, value.length());
  }

  /**
   * Goes past records of no interest, of which each is followed by another.
   *
   * @param between what stands between two records
   * @return where the first record begins that may be of interest, or that no other follows
   */
  int past(String text, int from, char between) {
    int at = from;
    int end = end(text, at);
    while (text.startsWith(RECORD, end + 1)
        && text.charAt(end) == between
        && passes(text, at, end)) {
      at = end + 1;
      end = end(text, at);
    }
    return at;
  }

  /**
   * Where a record ends; the end of the text if it is not laid out as AWS does or not all there.
   */
  private static int end(String text, int from) {
    if (!beginsAsRecord(text, from)) {
      return text.length();
    }
    int depth = 0;
    int open = from;
    for (int close = text.indexOf('}', from); close >= 0; ) {
      if (open >= 0 && open < close) {
        if (depth++ > 0 && !opens(text, open)) {
          return text.length();
        }
        open = text.indexOf('{', open + 1);
      } else if (--depth == 0) {
        return close + 1;
      } else if (closes(text, close)) {
        close = text.indexOf('}', close + 1);
      } else {
        return text.length();
      }
    }
    return text.length();
  }

  /**
   * Whether an object begins, to go by what stands around the brace. The last brace in a text is
   * followed by its end, which no letter follows.
   */
  private static boolean opens(String text, int brace) {
    return ":[,".indexOf(text.charAt(brace - 1)) >= 0
        && (isAt(text, brace + 1, '}') || isKey(text, brace + 1));
  }

  /** The same of the end of an object. */
  private static boolean closes(String text, int brace) {
    int next = brace + 1;
    while (isAt(text, next, ']')) {
      next++;
    }
    return isAt(text, next, '}')
        || (isAt(text, next, ',') && (isAt(text, next + 1, '{') || isKey(text, next + 1)));
  }

  private static boolean isKey(String text, int at) {
    return isAt(text, at, '"') && at + 1 < text.length() && Character.isLetter(text.charAt(at + 1));
  }

  private static boolean isAt(String text, int at, char wanted) {
    return at < text.length() && text.charAt(at) == wanted;
  }

  /** Counts a record, if there is one name, of no interest, and nothing is hidden by an escape. */
  private boolean passes(String text, int from, int to) {
    int at = text.indexOf(NAME, from, to);
    String name = at < 0 ? "" : value(text, at + NAME.length());
    int escape = text.indexOf('\\', from, to);
    if (name.isEmpty()
        || !values.passesOver(name)
        || text.indexOf(NAME, at + NAME.length(), to) >= 0 // one may be another record's
        || (escape >= 0 && text.indexOf("\\u", escape, to) >= 0)) {
      return false;
    }
    int time = text.indexOf(TIME, from, to);
    String when = time < 0 ? "" : value(text, time + TIME.length());
    values.passedOver(when.substring(0, Math.min(DAY, when.length())));
    return true;
  }

  private static boolean beginsAsRecord(String text, int from) {
    return text.startsWith(RECORD, from)
        && text.startsWith(CALLER, text.indexOf('"', from + RECORD.length()) + 1);
  }

  /** The text that is the value of a field, from behind its name; empty if it is no plain text. */
  private static String value(String text, int behindName) {
    int begin = behindName + 2;
    int end = text.startsWith(":\"", behindName) ? text.indexOf('"', begin) : -1;
    return end < 0 ? "" : text.substring(begin, end);
  }
}
