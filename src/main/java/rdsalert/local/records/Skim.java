package rdsalert.local.records;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Passes over records by a search of their text, without parsing them: most name calls of no
 * interest. Those that are laid out as AWS does need not be cut either.
 */
final class Skim {
  /** How a record begins. */
  private static final String RECORD = "{\"eventVersion\":\"";

  /** The same in a value that was formatted again. */
  private static final Pattern WHOLE =
      Pattern.compile(
          "\\{\\s*\"eventVersion\"\\s*:\\s*\"[\\d.]+\"\\s*,\\s*\"userIdentity\"\\s*:\\s*\\{");

  /** What stands behind the last one in a file. */
  private static final String LAST = "]}";

  private static final String CALLER = ",\"userIdentity\":{";
  private static final String NAME = "\"eventName\"";
  private static final String TIME = "\"eventTime\"";
  private static final int DAY = "2026-01-31".length();

  /** Instead of a place: only who goes through the whole record finds its end. */
  private static final int UNSURE = -1;

  private final Values values;

  /** What is there from one place on; none if there is more by now. */
  private @Nullable String text;

  private int start;
  private String day = "";
  private boolean ranOut;

  Skim(Values values) {
    this.values = values;
  }

  /** Is told that there is more, or that it stands elsewhere. */
  void forget() {
    text = null;
  }

  /** Passes over a whole value, if it is a record that only names a call of no interest. */
  boolean passesOver(String value) {
    boolean passes = WHOLE.matcher(value).lookingAt() && isDull(value, 0, value.length());
    if (passes) {
      values.passedOver(day);
    }
    return passes;
  }

  /** Whether what stands behind the last record is not there yet. */
  boolean ranOut() {
    return ranOut;
  }

  /**
   * Goes past records of no interest.
   *
   * @param between what stands between two records
   * @param ended whether nothing follows
   * @return where the first record begins that may be of interest, or is the last one
   */
  int past(byte[] bytes, int from, int end, char between, boolean ended) {
    if (text == null) {
      text = new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
      start = from;
    }
    return start + past(text, from - start, between, ended ? text.length() - LAST.length() : -1);
  }

  private int past(String text, int from, char between, int last) {
    int at = from;
    int next = next(text, at, between, last);
    while (next > at) {
      values.passedOver(day);
      at = next;
      next = next(text, at, between, last);
    }
    return at;
  }

  /** Where the next record begins; the same place if this one cannot be passed over. */
  private int next(String text, int from, char between, int last) {
    ranOut = false;
    if (!beginsAsRecord(text, from)) {
      return from;
    }
    int end = end(text, from);
    if (end == UNSURE) {
      return from;
    }
    int behind = end + 1;
    if (text.startsWith(RECORD, behind)) {
      return text.charAt(end) == between && isDull(text, from, end) ? behind : from;
    }
    ranOut = behind + RECORD.length() > text.length();
    return end == last && text.endsWith(LAST) && isDull(text, from, end) ? end : from;
  }

  /** Where braces are balanced; {@link #UNSURE} if one may stand in a text. */
  private static int end(String text, int from) {
    int depth = 0;
    int open = from;
    for (int close = text.indexOf('}', from); close >= 0; ) {
      if (open >= 0 && open < close) {
        if (depth++ > 0 && !opens(text, open)) {
          return UNSURE;
        }
        open = text.indexOf('{', open + 1);
      } else if (--depth == 0) {
        return close + 1;
      } else if (closes(text, close)) {
        close = text.indexOf('}', close + 1);
      } else {
        return UNSURE;
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

  /** Whether there is one name, of no interest, and nothing is hidden by an escape. */
  private boolean isDull(String text, int from, int to) {
    int at = text.indexOf(NAME, from, to);
    String name = at < 0 ? "" : value(text, at + NAME.length());
    if (name.isEmpty()
        || !values.passesOver(name)
        || text.indexOf(NAME, at + NAME.length(), to) >= 0) { // one may be another record's
      return false;
    }
    int time = text.indexOf(TIME, from, to);
    String when = time < 0 ? "" : value(text, time + TIME.length());
    day = when.substring(0, Math.min(DAY, when.length()));
    int escape = text.indexOf('\\', from, to);
    return escape < 0 || text.indexOf("\\u", escape, to) < 0;
  }

  private static boolean beginsAsRecord(String text, int from) {
    return text.startsWith(RECORD, from)
        && text.startsWith(CALLER, text.indexOf('"', from + RECORD.length()) + 1);
  }

  /** The text that is the value of a field, from behind its name; empty if it is no plain text. */
  private static String value(String text, int behindName) {
    int colon = behindBlanks(text, behindName);
    int quote = behindBlanks(text, colon + 1);
    int end = text.indexOf('"', quote + 1);
    boolean isText = end > 0 && text.charAt(colon) == ':' && text.charAt(quote) == '"';
    return isText ? text.substring(quote + 1, end) : "";
  }

  private static int behindBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }
}
