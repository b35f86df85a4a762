package rdsalert.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One management event: a CloudTrail record that EventBridge delivered, read as far as an alert
 * needs it.
 *
 * <p>Only {@link #actor}, {@link #json} and what is read of them can hold text that the caller
 * chose.
 *
 * @param eventId CloudTrail's id of the record, the same in every copy of the event
 * @param callId the id by which the call is known: that of the record, or of the record that this
 *     one corrects
 * @param eventSource the service that was called, such as {@code rds.amazonaws.com}
 * @param json the whole event, envelope included, as a rule's pattern sees it
 */
public record ManagementEvent(
    String eventId,
    String callId,
    Instant eventTime,
    String eventSource,
    String eventName,
    Scope scope,
    Actor actor,
    JsonNode json) {

  /** Longer than any address that AWS writes. */
  private static final int LONGEST_ADDRESS = 256;

  /**
   * The VPC endpoint that the call came through. Who owns its network chooses the source address of
   * the call, be it private or public.
   *
   * @param account the owner's account; null in older records
   */
  public record VpcEndpoint(String id, @Nullable String account) {}

  /** In which account and Region it was called. */
  public record Scope(String account, String region) {}

  public String account() {
    return scope.account;
  }

  public String region() {
    return scope.region;
  }

  /** An IP address, a service's name, or {@code AWS Internal}. */
  public @Nullable String sourceAddress() {
    String address = Json.text(detail(), "sourceIPAddress");
    return address == null ? null : Json.cut(address, LONGEST_ADDRESS);
  }

  public @Nullable String userAgent() {
    return Json.text(detail(), "userAgent");
  }

  public @Nullable String requestId() {
    return Json.text(detail(), "requestID");
  }

  public JsonNode detail() {
    return json.path("detail");
  }

  /** The partition of the call, by the caller's ARN if there is one, else by the Region. */
  public Partition partition() {
    return Partition.of(actor.arn(), region());
  }

  /** The VPC endpoint that the call came through; null where none is recorded. */
  public @Nullable VpcEndpoint endpoint() {
    String id = Json.text(detail(), "vpcEndpointId");
    String account = id == null ? null : Json.text(detail(), "vpcEndpointAccountId");
    return id == null ? null : new VpcEndpoint(id, account);
  }

  /** Why CloudTrail sent a record late or once more, such as {@code DELIVERY_DELAY}. */
  public @Nullable String addendum() {
    return Json.text(Json.field(detail(), "addendum"), "reason");
  }

  /**
   * The whole event as JSON text, from which {@link EventReader} reads an equal one; if it is
   * larger than 300,000 bytes, without its largest fields.
   */
  public String text() {
    return StoredEvent.text(json);
  }

  /**
   * The same event with the rules that it is told of by, the one that leads first: what its text
   * keeps of them holds even where exceptions or a cut would have others match it later.
   */
  public ManagementEvent takenUpBy(List<String> rules) {
    JsonNode marked = StoredEvent.takenUpBy(rules, json);
    return new ManagementEvent(
        eventId, callId, eventTime, eventSource, eventName, scope, actor, marked);
  }

  /** The ids of those rules; none if that was not noted. */
  public List<String> takenUpBy() {
    return StoredEvent.takenUpBy(json);
  }

  /** Whether this is what was left of an event that was too large to be kept whole. */
  public boolean isTrimmed() {
    return StoredEvent.isTrimmed(json);
  }

  /** Whether the call names all addresses of the internet, or nearly all, as a range. */
  public boolean opensToInternet() {
    return StoredEvent.opensToInternet(json);
  }

  /** The replay that delivered the event again; null for a first delivery. */
  public @Nullable String replayName() {
    return Json.text(json, "replay-name");
  }

  public boolean isReplay() {
    return replayName() != null;
  }
}
