package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rdsalert.rule.DetectionRule;

/** One entry of a file of exceptions, as far as it can be used. */
sealed interface SilenceEntry {
  /** Its id, or its place in the file where it has none that can be used. */
  String label();

  /** The only rule it is for; null for all of them. */
  @Nullable String ruleId();

  /** What it covers; null where that cannot be said. */
  @Nullable JsonNode pattern();

  /** Whether it has to do with alerts of a rule. */
  default boolean concerns(DetectionRule rule) {
    String only = ruleId();
    return only == null || only.equals(rule.id());
  }

  /** It can be used, if the time is right. */
  record Sound(Silence exception) implements SilenceEntry {
    @Override
    public String label() {
      return exception.id();
    }

    @Override
    public @Nullable String ruleId() {
      return exception.ruleId();
    }

    @Override
    public JsonNode pattern() {
      return exception.pattern();
    }
  }

  /**
   * It is off.
   *
   * @param faults all that is wrong with it, at least one
   */
  record Faulty(
      String label, @Nullable String ruleId, @Nullable JsonNode pattern, List<String> faults)
      implements SilenceEntry {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }
}
