package rdsalert.briefing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import rdsalert.briefing.Briefing.Call;
import rdsalert.event.Actor;
import rdsalert.event.Json;
import rdsalert.event.ManagementEvent.VpcEndpoint;
import rdsalert.pattern.EventPattern;
import rdsalert.text.JsonText;

/**
 * An exception that would have silenced an alert: this caller from this address, for thirty days.
 *
 * <p>Owner and reason are left empty, and an exception without them is off: a person has to think
 * before anything is silenced. None is offered for root, for calls about the stack itself, or where
 * the event does not say plainly who called and from where.
 */
public final class ReadyException {
  private static final Duration FOR = Duration.ofDays(30);

  /** Users and roles, whose names are plain and no longer than anybody would read. */
  private static final Pattern CALLER =
      Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:(user|role)/[A-Za-z0-9+=,.@_/-]{1,160}");

  /** As long as an entry's id may be: the rule and the event tell it from all others. */
  private static final int LONGEST_ID = 64;

  private ReadyException() {}

  /** The entry, empty where there is none to give. */
  public static Optional<ObjectNode> of(Call call, Instant raisedAt) {
    Actor actor = call.event().actor();
    String address = call.source().text();
    boolean strange = call.source() instanceof SourceAddress.Strange;
    return actor.isRoot() || address == null || strange || call.rule().isOwn()
        ? Optional.empty()
        : identity(actor).map(identity -> entry(call, identity, address, raisedAt));
  }

  /** An entry in lines that go into a file as they are. */
  public static List<String> lines(ObjectNode entry) {
    JsonNode detail = entry.at("/pattern/detail");
    boolean hasEndpoint = detail.has("vpcEndpointId");
    String through = hasEndpoint ? ", \"vpcEndpointId\": " + json(detail, "vpcEndpointId") : "";
    return List.of(
        "{\"id\": " + json(entry, "id") + ", \"rule\": " + json(entry, "rule") + ",",
        "  \"pattern\": {\"detail\": {",
        "    \"userIdentity\": " + json(detail, "userIdentity") + ",",
        "    \"sourceIPAddress\": " + json(detail, "sourceIPAddress") + through + "}},",
        "  \"owner\": \"\", \"reason\": \"\", \"expires\": " + json(entry, "expires") + "}");
  }

  private static String json(JsonNode object, String name) {
    return JsonText.argument(object.path(name));
  }

  private static ObjectNode entry(
      Call call, ObjectNode identity, String address, Instant raisedAt) {
    ObjectNode entry = JsonText.object().put("id", id(call)).put("rule", call.rule().id());
    ObjectNode detail = entry.putObject("pattern").putObject("detail");
    detail.set("userIdentity", identity);
    detail.putArray("sourceIPAddress").add(address);
    VpcEndpoint endpoint = call.endpoint();
    // The owner of a network chooses its addresses, so an address counts only with its endpoint.
    if (call.source() instanceof SourceAddress.Ip) {
      if (endpoint == null) {
        detail.set("vpcEndpointId", EventPattern.absent());
      } else {
        detail.putArray("vpcEndpointId").add(endpoint.id());
      }
    }
    Instant expires = raisedAt.plus(FOR).truncatedTo(ChronoUnit.MINUTES);
    return entry.put("owner", "").put("reason", "").put("expires", expires.toString());
  }

  /** A session is identified by what issued it, as the caller chooses the session's own name. */
  private static Optional<ObjectNode> identity(Actor actor) {
    String issuer = actor.session().issuer().arn();
    String arn = Json.firstOf(issuer, actor.arn());
    if (arn == null || !CALLER.matcher(arn).matches()) {
      return Optional.empty();
    }
    ObjectNode identity = JsonText.object();
    String where = issuer == null ? "" : "/sessionContext/sessionIssuer";
    identity.withObject(where).putArray("arn").add(arn);
    return Optional.of(identity);
  }

  private static String id(Call call) {
    String which = "-" + call.shortId();
    String rule = call.rule().id();
    return rule.substring(0, Math.min(LONGEST_ID - which.length(), rule.length())) + which;
  }
}
