package rdsalert.local.records;

/** How a tar archive begins. */
final class TarHeader {
  private static final int LENGTH = 512;
  private static final int MAGIC_AT = 257;
  private static final int SUM_AT = 148;
  private static final int BEHIND_SUM = 156;

  private TarHeader() {}

  /** A caller can put the magic word into a record, but nothing that is not text. */
  static boolean begins(String head) {
    return head.startsWith("ustar", MAGIC_AT)
        && head.length() >= LENGTH
        && head.indexOf('\0', 0, LENGTH) >= 0
        && !beginsAsJson(head)
        && hasRightSum(head);
  }

  private static boolean beginsAsJson(String head) {
    String start = head.stripLeading();
    return start.startsWith("{") || start.startsWith("[") || start.startsWith("\"");
  }

  /** Its own digits count as blanks. Some programs take bytes for signed. */
  private static boolean hasRightSum(String head) {
    String written = head.substring(SUM_AT, BEHIND_SUM).replace('\0', ' ').strip();
    int sum = 0;
    int signed = 0;
    for (int i = 0; i < LENGTH; i++) {
      char c = i < SUM_AT || i >= BEHIND_SUM ? head.charAt(i) : ' ';
      sum += c;
      signed += (byte) c;
    }
    return written.matches("[0-7]+")
        && (Integer.parseInt(written, 8) == sum || Integer.parseInt(written, 8) == signed);
  }
}
