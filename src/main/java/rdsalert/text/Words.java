package rdsalert.text;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Half-sentences that several renderings share. */
public final class Words {
  private Words() {}

  /** The count with its noun, such as {@code 1 alert} or {@code 12 alerts}. */
  public static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** The most frequent first, ties by name: a map's own order would make two renderings differ. */
  public static Stream<Map.Entry<String, Integer>> byCount(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
  }

  public static String capitalized(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  /** The part of an ARN that tells actors apart: what follows the account; other text as it is. */
  public static String shortName(String actorName) {
    String[] fields = actorName.startsWith("arn:") ? actorName.split(":", 6) : new String[0];
    return fields.length < 6 || fields[5].isEmpty() ? actorName : fields[5];
  }

  public static String cut(String line, int longest) {
    return line.length() <= longest ? line : line.substring(0, longest - 3) + "...";
  }
}
