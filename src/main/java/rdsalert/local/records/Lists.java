package rdsalert.local.records;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** The lists in which records are handed out, in an object or in an object in that. */
final class Lists {
  private static final Set<String> NAMES =
      Set.of(
          "Records Events Messages logEvents QueryResultRows results events records"
              .split(" ", -1));

  static final int LONGEST_NAME = 15;
  private static final byte[] ROWS = "\"Rows\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HITS = "\"hits\"".getBytes(StandardCharsets.US_ASCII);

  private Lists() {}

  static boolean holdRecords(String name) {
    return NAMES.contains(name);
  }

  /** The rows of Athena's {@code get-query-results}. */
  static boolean isTable(String outer, byte[] bytes, int bracket) {
    return outer.equals("ResultSet") && isNamed(ROWS, bytes, bracket);
  }

  /** The hits of a search in Elastic. */
  static boolean isOfHits(String outer, byte[] bytes, int bracket) {
    return outer.equals("hits") && isNamed(HITS, bytes, bracket);
  }

  private static boolean isNamed(byte[] name, byte[] bytes, int bracket) {
    int end = withoutBlanks(bytes, withoutBlanks(bytes, bracket) - 1);
    int from = end - name.length;
    return from >= 0 && Arrays.equals(bytes, from, end, name, 0, name.length);
  }

  /** Goes back over blanks. */
  private static int withoutBlanks(byte[] bytes, int from) {
    int end = from;
    while (end > 0 && bytes[end - 1] >= 0 && bytes[end - 1] <= ' ') {
      end--;
    }
    return end;
  }
}
