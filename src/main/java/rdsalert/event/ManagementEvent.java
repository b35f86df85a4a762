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
 * @param eventId CloudTrail's id of the record, the same in every copy of the event
 * @param callId the id by which the call is known: that of the record, or of the record that this
 *     one corrects
 * @param region the Region of the call
 * @param account the account the call was made in
 * @param sourceAddress an IP address, a service's name, or {@code AWS Internal}
 * @param json the whole event, envelope included, as a rule's pattern sees it
 */
public record ManagementEvent(
    String eventId,
    String callId,
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

  /**
   * The whole event as JSON text, from which {@link EventReader} reads an equal one; if it is
   * larger than 200,000 bytes, trimmed to that.
   */
  public String text() {
    return StoredEvent.text(json);
  }

  /** Whether this is what was left of an event that was too large to be kept whole. */
  public boolean isTrimmed() {
    return json.has(StoredEvent.TRIMMED);
  }

  /** Whether the call names all addresses of the internet as an address range. */
  public boolean opensToInternet() {
    return isTrimmed()
        ? json.path(StoredEvent.TRIMMED).path(StoredEvent.OPENS).asBoolean()
        : OpenToAll.inCall(json);
  }

  /** Whether an archive replayed this event. */
  public boolean isReplay() {
    return envelope.replayName() != null;
  }
}
