package rdsalert.rule;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.event.ManagementEvent;
import rdsalert.pattern.EventPattern;

/**
 * What to alert on, and what is known about it: the content of one file in {@code rdsalert/rules}.
 *
 * @param id the stable id under which alerts of this rule are kept
 * @param query the query of the rule that this one follows, field by field
 * @param schedule how the rule that this one follows was run
 * @param pattern decides whether an event is a hit
 */
public record DetectionRule(
    String id,
    String name,
    int version,
    List<String> authors,
    @Nullable Deprecation deprecated,
    String description,
    Map<String, String> query,
    EventPattern pattern,
    Severity severity,
    int riskScore,
    Schedule schedule,
    Attack attack,
    List<String> tags,
    List<String> references,
    Guide guide) {

  /** Ids are part of the ledger's keys, whose parts a # separates. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public DetectionRule {
    Require.that(ID.matcher(id).matches(), "id must be letters, digits and . _ - but is " + id);
    Require.that(!name.isBlank(), "name must not be blank");
    Require.that(
        riskScore >= 0 && riskScore <= 100, "riskScore must be 0 to 100 but is " + riskScore);
    authors = List.copyOf(authors);
    query = Map.copyOf(query);
    tags = List.copyOf(tags);
    references = List.copyOf(references);
  }

  /** Judges one event. */
  public Verdict judge(ManagementEvent event) {
    return pattern.matches(event)
        ? new Verdict.Matched(this)
        : new Verdict.NotMatched(this, pattern.refusals(event));
  }

  /** How grave a hit is. */
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

  /** Who no longer maintains the original rule, since when (ISO date) and why. */
  public record Deprecation(String on, String by, String why) {}

  /** How often the original rule ran, how far it looked back, and its cap of alerts a run. */
  public record Schedule(int intervalMinutes, int lookBackMinutes, int maxAlertsPerRun) {
    public Duration lookBack() {
      return Duration.ofMinutes(lookBackMinutes);
    }
  }

  /** The rule's place in MITRE ATT&CK. */
  public record Attack(Entry tactic, Entry technique, @Nullable Entry subtechnique) {
    /** One tactic or technique. */
    public record Entry(String id, String name, String reference) {}
  }

  /** What a responder should look at, what is likely harmless, and what to do. */
  public record Guide(List<String> investigate, List<String> falsePositives, List<String> respond) {
    public Guide {
      investigate = List.copyOf(investigate);
      falsePositives = List.copyOf(falsePositives);
      respond = List.copyOf(respond);
    }
  }
}
