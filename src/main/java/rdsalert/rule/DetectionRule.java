package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rdsalert.pattern.EventPattern;
import rdsalert.rule.Report.Guide;

/**
 * What to alert on, and all that is known about it: the content of one file in {@code
 * rdsalert/rules}.
 *
 * @param id the stable id of the rule, which never changes
 * @param onRequest whether it is off unless a team asks for it
 * @param isOwn whether it watches the stack itself; such a rule can be neither switched off nor
 *     excepted
 */
public record DetectionRule(
    String id,
    About about,
    Rating rating,
    EventPattern pattern,
    Report report,
    Guide guide,
    boolean onRequest,
    boolean isOwn) {

  /** What people are told of the rule itself; the references are links, the most telling first. */
  public record About(String name, int version, String description, List<String> references) {}

  /**
   * How grave a rule's hits are, and where they stand in MITRE ATT&CK.
   *
   * @param riskScore 0 to 100
   * @param attacks at least one, the most fitting first
   */
  public record Rating(Severity severity, int riskScore, List<Attack> attacks) {
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

    /** A place in MITRE ATT&CK: a tactic, a technique, and perhaps a sub-technique. */
    public record Attack(Entry tactic, Entry technique, @Nullable Entry subtechnique) {
      /** The version of ATT&CK that the ids and names in {@code attack.yaml} are those of. */
      public static final String VERSION = "19";

      private static final Pattern IDS = Pattern.compile("(TA\\d{4})/(T\\d{4})(\\.\\d{3})?");
      private static final String SITE = "https://attack.mitre.org/";

      public record Entry(String id, String name, String reference) {}

      /** By ids such as {@code TA0003/T1136.003}, of which there are a name and the tactics. */
      static Attack of(String ids, Map<String, List<String>> names) {
        Matcher parts = IDS.matcher(ids);
        Require.that(
            parts.matches(), "'" + ids + "' is not a tactic and a technique: TA0003/T1136.003");
        String technique = parts.group(2);
        String sub = parts.group(3);
        List<String> known = names.getOrDefault(technique, List.of());
        Require.that(
            known.isEmpty() || known.contains(parts.group(1)),
            technique + " is in attack.yaml not of this tactic: " + String.join(", ", known));
        return new Attack(
            entry(parts.group(1), "tactics/", names),
            entry(technique, "techniques/", names),
            sub == null ? null : entry(technique + sub, "techniques/", names));
      }

      private static Entry entry(String id, String folder, Map<String, List<String>> names) {
        List<String> name = names.getOrDefault(id, List.of());
        Require.that(!name.isEmpty(), id + " is not in attack.yaml: add it there with its name");
        return new Entry(id, name.getFirst(), SITE + folder + id.replace('.', '/') + "/");
      }

      /** Such as {@code TA0003, T1136.003}. */
      public String ids() {
        return tactic.id() + ", " + (subtechnique == null ? technique.id() : subtechnique.id());
      }
    }
  }

  public static final Comparator<DetectionRule> GRAVEST_FIRST =
      (one, other) -> Integer.compare(other.riskScore(), one.riskScore());

  /** Ids are part of the ledger's keys, whose parts a # separates. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public DetectionRule {
    Require.that(ID.matcher(id).matches(), "id must be letters, digits and . _ - but is " + id);
  }

  /** Of the id alone: a hash of all parts is made of classes that each start would have to load. */
  @Override
  public int hashCode() {
    return id.hashCode();
  }

  public List<String> calls() {
    return words("eventName");
  }

  /** The services that it looks for calls of, such as {@code rds.amazonaws.com}. */
  public List<String> services() {
    return words("eventSource");
  }

  private List<String> words(String field) {
    JsonNode list = pattern.json().path("detail").path(field);
    return list.valueStream().map(JsonNode::asText).toList();
  }

  public String name() {
    return about.name;
  }

  public Rating.Severity severity() {
    return rating.severity;
  }

  public int riskScore() {
    return rating.riskScore;
  }

  /** Such as {@code Snapshot Made Public (severity critical, risk 91)}. */
  public String nameAndRating() {
    return name() + " (" + rating.words() + ")";
  }
}
