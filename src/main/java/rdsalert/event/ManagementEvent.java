package rdsalert.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One management event: a CloudTrail record that EventBridge delivered, read as far as an alert
 * needs it.
 *
 * <p>Everything but {@link #eventId}, {@link #eventTime}, {@link #eventSource}, {@link #eventName},
 * {@link #region} and {@link #account} can hold text that the caller chose.
 *
 * @param eventId CloudTrail's id of the call, the same in every copy of the event
 * @param region the Region of the call
 * @param account the account the call was made in
 * @param sourceAddress an IP address, a service's name, or {@code AWS Internal}
 * @param json the whole event, envelope included, as a rule's pattern sees it
 */
public record ManagementEvent(
    String eventId,
    Instant eventTime,
    String eventSource,
    String eventName,
    String region,
    String account,
    Envelope envelope,
    Actor actor,
    @Nullable String sourceAddress,
    @Nullable String userAgent,
    @Nullable String errorCode,
    @Nullable String errorMessage,
    @Nullable String requestId,
    @Nullable String sharedEventId,
    DbSecurityGroup securityGroup,
    JsonNode json) {

  /** The partition that the Region lies in: {@code aws}, {@code aws-cn} or {@code aws-us-gov}. */
  public Partition partition() {
    return Partition.ofRegion(region);
  }

  /** The whole event as JSON text, from which {@link EventReader} reads an equal one. */
  public String text() {
    return json.toString();
  }

  /** Whether an archive replayed this event. */
  public boolean isReplay() {
    return envelope.replayName() != null;
  }
}
