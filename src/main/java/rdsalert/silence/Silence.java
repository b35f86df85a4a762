package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something known that nobody wants to be woken for: what it covers, who answers for it, and until
 * when.
 *
 * @param id tells exceptions apart, in logs and digests
 * @param ruleId the only rule it is for; null for all of them
 * @param pattern an EventBridge event pattern: which events it covers
 * @param owner who answers for it
 * @param expires from this moment on it silences nothing
 * @param schedule the hours to which it is limited; null for any time
 * @param broad whether it is meant to cover anybody, root included
 */
public record Silence(
    String id,
    @Nullable String ruleId,
    JsonNode pattern,
    String owner,
    String reason,
    Instant expires,
    @Nullable MaintenanceSchedule schedule,
    boolean broad) {
  /** The furthest that an exception's end may lie ahead. */
  public static final Duration FURTHEST = Duration.ofDays(366);

  /** How far its pattern and its hours reach. */
  public Reach reach() {
    return Reach.of(pattern, schedule != null);
  }

  /** Whether root's calls may be silenced too, as far as can be told from its pattern. */
  public boolean mayCoverRoot() {
    return broad && Reach.letsRootPass(pattern);
  }

  /** Whether its time is over. */
  public boolean isExpired(Instant now) {
    return !now.isBefore(expires);
  }

  /** Whether its end lies further ahead than anybody may answer for. */
  public boolean isTooFarAhead(Instant now) {
    return expires.isAfter(now.plus(FURTHEST));
  }

  /** Whether a call made at this moment falls into its hours. */
  public boolean coversTime(Instant called) {
    return schedule == null || schedule.covers(called);
  }
}
