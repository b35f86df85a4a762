package rdsalert.alert;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rdsalert.rule.DetectionRule;

/** Half-sentences that several renderings share. */
final class Phrases {
  private Phrases() {}

  /** Such as {@code alert 7 of at most 100 until 10:40Z}. */
  static String place(Place place) {
    if (!place.capped()) {
      return place.number().isPresent()
          ? "alert " + place.number().getAsInt() + ", no cap"
          : "no cap";
    }
    String which =
        place.number().isPresent() ? "alert " + place.number().getAsInt() + " of" : "one of";
    String until = " at most " + place.cap() + " until " + TimePhrase.clock(place.end());
    return place.last()
        ? which + until + ": the last; more are held, counted and listed in a digest"
        : which + until;
  }

  /** Such as {@code 09:30Z to 09:40Z}. */
  static String window(Place place) {
    return TimePhrase.clock(place.start()) + " to " + TimePhrase.clock(place.end());
  }

  /** Such as {@code severity low, risk 21}. */
  static String severity(DetectionRule rule) {
    return "severity " + rule.severity().word() + ", risk " + rule.riskScore();
  }

  /** Rules by name, such as {@code Snapshot Made Public (severity critical, risk 91)}. */
  static String rules(List<DetectionRule> rules) {
    return rules.stream()
        .map(rule -> rule.name() + " (" + severity(rule) + ")")
        .collect(Collectors.joining("; "));
  }

  /** Such as {@code ATT&CK TA0003, T1136.003}. */
  static String attack(DetectionRule.Attack attack) {
    DetectionRule.Attack.Entry narrowest =
        attack.subtechnique() == null ? attack.technique() : attack.subtechnique();
    return "ATT&CK " + attack.tactic().id() + ", " + narrowest.id();
  }

  /** The count with its noun, such as {@code 1 alert} or {@code 12 alerts}. */
  static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** The most frequent first, ties by name: a map's own order would make two renderings differ. */
  static Stream<Map.Entry<String, Integer>> byCount(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
  }

  /** The most frequent, or the given word where nothing was counted. */
  static String most(Map<String, Integer> counts, String otherwise) {
    return byCount(counts).map(Map.Entry::getKey).findFirst().orElse(otherwise);
  }

  static String capitalized(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }
}
