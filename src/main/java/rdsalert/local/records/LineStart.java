package rdsalert.local.records;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where a value may begin on a line of its own, behind one that cannot be cut out. */
final class LineStart {
  static final int NONE = -1;

  /** As CloudWatch Logs writes before a record; the letters stand for digits. */
  private static final String DAY = "dddd-dd-ddT";

  private static final byte[] RECORD = "\"eventVersion\"".getBytes(StandardCharsets.US_ASCII);

  private LineStart() {}

  /** The next one; {@link #NONE} if there is none. */
  static int next(byte[] bytes, int from, int end) {
    for (int i = from; i + 1 < end; i++) {
      if (bytes[i] == '\n' && begins(bytes, i + 1, end)) {
        return i + 1;
      }
    }
    return NONE;
  }

  private static boolean begins(byte[] bytes, int at, int end) {
    int first = behind(" \t", bytes, at, end);
    return switch (first < end ? bytes[first] : 0) {
      case '{' -> first == at || isRecord(bytes, first + 1, end);
      case '"' -> first + 1 < end && (bytes[first + 1] == '{' || bytes[first + 1] == '[');
      default -> isDay(bytes, at, end);
    };
  }

  /** Farther in, a brace may as well be of a part of what was cut; that has a line of its own. */
  private static boolean isRecord(byte[] bytes, int behindBrace, int end) {
    int key = behind(" \t\r\n", bytes, behindBrace, end);
    return key < end
        && bytes[key] == '"'
        && (key == behindBrace
            || Arrays.equals(
                bytes, key, Math.min(end, key + RECORD.length), RECORD, 0, RECORD.length));
  }

  private static int behind(String blanks, byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && blanks.indexOf(bytes[at]) >= 0) {
      at++;
    }
    return at;
  }

  private static boolean isDay(byte[] bytes, int at, int end) {
    for (int i = 0; i < DAY.length(); i++) {
      int c = at + i < end ? bytes[at + i] : -1;
      if (DAY.charAt(i) == 'd' ? c < '0' || c > '9' : c != DAY.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
