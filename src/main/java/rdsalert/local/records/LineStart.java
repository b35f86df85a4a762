package rdsalert.local.records;

/** Where a value may begin on a line of its own, behind one that cannot be cut out. */
final class LineStart {
  /** As CloudWatch Logs writes before a record; the letters stand for digits. */
  private static final String DAY = "dddd-dd-ddT";

  private LineStart() {}

  /** The next one; negative if there is none. */
  static int next(byte[] bytes, int from, int end) {
    for (int i = from; i + 1 < end; i++) {
      if (bytes[i] == '\n' && begins(bytes, i + 1, end)) {
        return i + 1;
      }
    }
    return -1;
  }

  private static boolean begins(byte[] bytes, int at, int end) {
    return switch (bytes[at]) {
      case '{' -> true;
      case '"' -> at + 1 < end && (bytes[at + 1] == '{' || bytes[at + 1] == '[');
      default -> isDay(bytes, at, end);
    };
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
