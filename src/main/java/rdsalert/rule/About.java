package rdsalert.rule;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know about a rule beside what it looks for.
 *
 * @param pack the rules that are switched on together with it
 * @param undoneBy names of the calls that take back what the rule tells of
 * @param follows the rule that it keeps to; null if it keeps to none
 */
public record About(
    String pack,
    String description,
    List<String> references,
    List<String> undoneBy,
    @Nullable Follows follows) {

  public About {
    references = List.copyOf(references);
    undoneBy = List.copyOf(undoneBy);
  }

  /** The rule of another project that this one keeps to. Nothing is judged by it. */
  public record Follows(
      List<String> authors,
      String query,
      Schedule schedule,
      List<String> tags,
      @Nullable Deprecation deprecated) {
    public Follows {
      authors = List.copyOf(authors);
      tags = List.copyOf(tags);
    }
  }

  /** Since when (ISO date) the original rule is no longer maintained, and why. */
  public record Deprecation(String on, String why) {}

  /** How often the original rule ran, how far it looked back, and its cap of alerts a run. */
  public record Schedule(int intervalMinutes, int lookBackMinutes, int maxAlertsPerRun) {
    public Duration lookBack() {
      return Duration.ofMinutes(lookBackMinutes);
    }
  }
}
