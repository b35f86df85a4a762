package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rdsalert.rule.DetectionRule;

/**
 * One entry of a file of exceptions.
 *
 * @param label its id, or its place in the file if it has no id that can be used
 * @param ruleId the only rule it is for; null for all of them
 * @param pattern what it covers; null if that cannot be said
 * @param exception null if anything is wrong with it
 * @param faults all that is wrong with it
 */
record SilenceEntry(
    String label,
    @Nullable String ruleId,
    @Nullable JsonNode pattern,
    @Nullable Silence exception,
    List<String> faults) {
  /** The furthest that an exception's end may lie ahead. */
  private static final Duration FURTHEST = Duration.ofDays(366);

  /** What is no entry at all. */
  static SilenceEntry none(String label, String fault) {
    return new SilenceEntry(label, null, null, null, List.of(fault));
  }

  SilenceStatus status(Instant now) {
    if (exception == null) {
      return off(faults);
    }
    Instant end = exception.expires();
    if (!now.isBefore(end)) {
      return new SilenceStatus.Off(label, "expired on " + end);
    }
    return end.isAfter(now.plus(FURTHEST))
        ? off(List.of("it ends on " + end + ", more than a year ahead"))
        : new SilenceStatus.On(exception, Duration.between(now, end));
  }

  private SilenceStatus off(List<String> why) {
    return new SilenceStatus.Off(label, "is off: " + String.join("; ", why), why);
  }

  boolean concerns(DetectionRule rule) {
    return ruleId == null || ruleId.equals(rule.id());
  }
}
