package rdsalert.local.records;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A log file that is exactly as CloudTrail writes it: records one after another, each with one
 * call's name. If no name in it is of interest, searching tells, which is faster than cutting.
 */
final class LogFile {
  /** CloudTrail's own files are smaller, mostly. */
  static final int LARGEST = 4 << 20;

  private static final String START = "{\"Records\":[{\"eventVersion\":\"";
  private static final String NEXT = "},{\"eventVersion\":\"";
  private static final String TIME = "\"eventTime\":\"";
  private static final String NAME = "\"eventName\":\"";
  private static final String WORD = "eventName";
  private static final int DAY = "2026-01-31".length();

  private final String text;

  private LogFile(byte[] bytes) {
    this.text = new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static boolean startsAs(String head) {
    return head.startsWith(START);
  }

  /**
   * Whether a file has nothing of interest; if so, tells of each record. What is spelled otherwise,
   * or says more than it should, may be.
   */
  static boolean passesOver(byte[] bytes, Cutter.Values values) {
    LogFile file = new LogFile(bytes);
    boolean plain = file.text.endsWith("}]}") && !file.text.contains("\\u");
    List<String> days = plain ? file.days(values) : List.of();
    days.forEach(values::passedOver);
    return !days.isEmpty();
  }

  /** The day of each record; none unless each names one call, which is of no interest. */
  private List<String> days(Cutter.Values values) {
    List<String> days = new ArrayList<>();
    String day = "";
    int next = 0;
    for (int name = text.indexOf(WORD) - 1; name >= 0; name = text.indexOf(WORD, name + 2) - 1) {
      int end = text.indexOf('"', name + NAME.length());
      int time = text.lastIndexOf(TIME, name) + TIME.length();
      if (name < next
          || time < next
          || !text.startsWith(NAME, name)
          || !values.passesOver(text.substring(name + NAME.length(), end))) {
        return List.of();
      }
      day = text.startsWith(day, time) && !day.isEmpty() ? day : text.substring(time, time + DAY);
      days.add(day);
      next = text.indexOf(NEXT, end);
      next = next < 0 ? Integer.MAX_VALUE : next;
    }
    return next == Integer.MAX_VALUE ? days : List.of();
  }
}
