package rdsalert.local.records;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a value may begin on a line of its own, behind one that cannot be cut out. */
final class LineStart {
  static final int NONE = -1;

  /**
   * An object, a text that holds JSON, or a time as CloudWatch Logs writes it before a record.
   * Farther in, a brace may as well be of a part of what was cut; that has a line of its own.
   */
  private static final Pattern LINE =
      Pattern.compile(
          "\n(\\{"
              + "|[ \t]+\\{(\"|[ \t\r\n]*\"eventVersion\")"
              + "|[ \t]*\"[{\\[]"
              + "|\\d{4}-\\d\\d-\\d\\dT)");

  private LineStart() {}

  /** The next one; {@link #NONE} if there is none. */
  static int next(String text, int from) {
    Matcher line = LINE.matcher(text);
    return line.find(from) ? line.start() + 1 : NONE;
  }
}
