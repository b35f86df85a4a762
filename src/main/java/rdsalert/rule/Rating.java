package rdsalert.rule;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How grave a rule's hits are, and where they stand in MITRE ATT&CK.
 *
 * @param riskScore 0 to 100
 * @param attacks at least one, the most fitting first
 */
public record Rating(Severity severity, int riskScore, List<Attack> attacks) {
  public Rating {
    Require.that(riskScore >= 0 && riskScore <= 100, "risk must be 0 to 100 but is " + riskScore);
    attacks = List.copyOf(attacks);
    Require.that(!attacks.isEmpty(), "attack must name one technique at least");
  }

  public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /** In small letters, as rules and filter policies write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Such as {@code severity low, risk 21}. */
  public String words() {
    return "severity " + severity.word() + ", risk " + riskScore;
  }

  /** Such as {@code ATT&CK TA0003, T1136.003}. */
  public String attackWords() {
    return "ATT&CK " + attacks.stream().map(Attack::ids).collect(Collectors.joining("; "));
  }
}
