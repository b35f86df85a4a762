package rdsalert.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  /**
   * Stands beside {@code detail}, where no caller can write: the ids of the rules that it is told
   * of by, the one that leads first.
   */
  private static final String RULES = "takenUpBy";

  /** AWS takes any address before the slash, and keeps nothing of it. */
  private static final Pattern ALL =
      Pattern.compile(
          "[0-9]{1,3}(\\.[0-9]{1,3}){3}/0{0,2}[0-7]|[0-9a-fA-F.]*:[0-9a-fA-F.:]*/0{0,2}[0-5]");

  /** Longer than any address that AWS writes. */
  private static final int LONGEST_ADDRESS = 256;

  /**
   * The VPC endpoint that the call came through. Who owns its network chooses the source address of
   * the call, be it private or public.
   *
   * @param account the owner's account; null in older records
   */
  public record VpcEndpoint(String id, @Nullable String account) {}

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

  /** An account, if it is another than the one that was called; null if not, or not known. */
  public @Nullable String ifForeign(@Nullable String account) {
    return account == null || account.equals(scope.account) ? null : account;
  }

  public JsonNode detail() {
    return json.path("detail");
  }

  /** The partition of the call, by the caller's ARN if there is one, else by the Region. */
  public Partition partition() {
    return Partition.of(actor.arn(), region());
  }

  public @Nullable VpcEndpoint endpoint() {
    String id = Json.text(detail(), "vpcEndpointId");
    return id == null ? null : new VpcEndpoint(id, Json.text(detail(), "vpcEndpointAccountId"));
  }

  /** Why CloudTrail sent a record late or once more, such as {@code DELIVERY_DELAY}. */
  public @Nullable String addendum() {
    return Json.text(Json.field(detail(), "addendum"), "reason");
  }

  /** The replay that delivered the event again; null for a first delivery. */
  public @Nullable String replayName() {
    return Json.text(json, "replay-name");
  }

  public boolean isReplay() {
    return replayName() != null;
  }

  /** The whole event as JSON text, from which {@link EventReader} reads an equal one. */
  public String text() {
    return json.toString();
  }

  /**
   * The same event with the rules that it is told of by, the one that leads first: what its text
   * keeps of them holds even where exceptions would have others match it later.
   */
  public ManagementEvent takenUpBy(List<String> rules) {
    ObjectNode marked = JsonNodeFactory.instance.objectNode().setAll((ObjectNode) json);
    rules.forEach(marked.putArray(RULES)::add);
    return new ManagementEvent(
        eventId, callId, eventTime, eventSource, eventName, scope, actor, marked);
  }

  /** The ids of those rules; none if that was not noted. */
  public List<String> takenUpBy() {
    return json.path(RULES).valueStream().map(JsonNode::asText).toList();
  }

  /**
   * Whether the call names all addresses of the internet, or nearly all, as a range: in a field of
   * request or answer whose name speaks of a CIDR range.
   */
  public boolean opensToInternet() {
    return Stream.of("requestParameters", "responseElements")
        .anyMatch(part -> opens("", Json.field(detail(), part)));
  }

  private static boolean opens(String name, JsonNode value) {
    return switch (value) {
      case ObjectNode object ->
          object.properties().stream().anyMatch(field -> opens(field.getKey(), field.getValue()));
      case ArrayNode list -> list.valueStream().anyMatch(element -> opens(name, element));
      default ->
          name.toLowerCase(Locale.ROOT).contains("cidr") && ALL.matcher(value.asText()).matches();
    };
  }
}
