package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rdsalert.rule.DetectionRule;

/** One entry of a file of exceptions: an exception, or what is wrong with it. */
sealed interface SilenceEntry permits Silence, SilenceEntry.Faulty {
  /** Its id, or its place in the file if it has no id that can be used. */
  String label();

  /** The only rule it is for; null for all of them. */
  @Nullable String ruleId();

  /** What it covers; null if that cannot be said. */
  @Nullable JsonNode pattern();

  /** How it stands at a moment. */
  SilenceStatus status(Instant now);

  /** Whether it has to do with alerts of a rule. */
  default boolean concerns(DetectionRule rule) {
    String only = ruleId();
    return only == null || only.equals(rule.id());
  }

  /**
   * An entry that is off.
   *
   * @param faults all that is wrong with it, at least one
   */
  record Faulty(
      String label, @Nullable String ruleId, @Nullable JsonNode pattern, List<String> faults)
      implements SilenceEntry {
    public Faulty {
      faults = List.copyOf(faults);
    }

    @Override
    public SilenceStatus.Off status(Instant now) {
      return new SilenceStatus.Off(label, "is off: " + String.join("; ", faults), faults);
    }
  }
}
