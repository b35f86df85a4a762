package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
 * @param broad whether it is meant to cover everybody, or root
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

  /**
   * What AWS itself writes into an event. Any caller can choose the rest, details of TLS with the
   * name of the host included.
   */
  private static final List<String> CERTAIN =
      List.of(
          "userIdentity",
          "sourceIPAddress",
          "vpcEndpointId",
          "account",
          "recipientAccountId",
          "region",
          "awsRegion",
          "time",
          "eventTime");

  /**
   * Whether it looks at who calls, from where, when, or into which account or Region. One that does
   * not rests on what any caller can write, such as names and tags: whoever knows of it can hide
   * behind it.
   */
  public boolean restsOnMoreThanCallersText() {
    return CERTAIN.stream().anyMatch(name -> pattern.findValue(name) != null);
  }

  /**
   * Whether it silences root as well: it is marked as broad, and nothing that it asks of the
   * caller's identity keeps root out. It may still ask for an address, an account or a name.
   */
  public boolean coversRoot() {
    return broad && RootCoverage.of(pattern);
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
