package rdsalert.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.event.Actor;
import rdsalert.event.ManagementEvent;

/**
 * An exception that would have silenced an alert: this caller from this address, for thirty days.
 *
 * <p>Owner and reason are left empty, and an exception without them is off: somebody has to think
 * before anything is silenced. There is none for root, nor where the event does not tell plainly
 * who called and from where.
 */
final class ReadyException {
  private static final Duration FOR = Duration.ofDays(30);

  /** What IAM allows in a name, but nothing longer than anybody would read. */
  private static final Pattern PLAIN_ARN =
      Pattern.compile("arn:aws[a-z-]*:(iam|sts)::\\d{12}:[A-Za-z0-9+=,.@_/-]{1,160}");

  private static final int LONGEST_NAME = 40;
  private static final int LONGEST_EVENT = 8;

  private final Alert alert;
  private final ManagementEvent event;

  private ReadyException(Alert alert) {
    this.alert = alert;
    this.event = alert.event();
  }

  /** The entry, empty where there is none to give. */
  static Optional<ObjectNode> of(Alert alert) {
    return new ReadyException(alert).entry();
  }

  /** The entry in lines that go into a file as they are; none where there is no entry. */
  static List<String> lines(Alert alert) {
    return of(alert).map(ReadyException::lines).orElse(List.of());
  }

  private static List<String> lines(ObjectNode entry) {
    JsonNode detail = entry.at("/pattern/detail");
    return List.of(
        "{\"id\": " + json(entry, "id") + ", \"pattern\": {\"detail\": {",
        "  \"userIdentity\": " + json(detail, "userIdentity") + ",",
        "  \"sourceIPAddress\": " + json(detail, "sourceIPAddress") + "}},",
        "  \"owner\": \"\", \"reason\": \"\", \"expires\": " + json(entry, "expires") + "}");
  }

  private static String json(JsonNode object, String name) {
    return AwsCommand.argument(object.path(name));
  }

  private Optional<ObjectNode> entry() {
    Actor actor = event.actor();
    String address = event.sourceAddress();
    return actor.isRoot() || address == null || !isPlain(address)
        ? Optional.empty()
        : identity(actor).map(identity -> entry(identity, address));
  }

  private static boolean isPlain(String address) {
    return switch (SourceAddress.of(address)) {
      case SourceAddress.Ip _, SourceAddress.Service _, SourceAddress.AwsInternal _ -> true;
      case SourceAddress.Strange _, SourceAddress.None _ -> false;
    };
  }

  private ObjectNode entry(ObjectNode identity, String address) {
    ObjectNode entry = JsonText.object().put("id", id());
    ObjectNode detail = entry.putObject("pattern").putObject("detail");
    detail.set("userIdentity", identity);
    detail.putArray("sourceIPAddress").add(address);
    Instant expires = alert.raisedAt().plus(FOR).truncatedTo(ChronoUnit.MINUTES);
    return entry.put("owner", "").put("reason", "").put("expires", expires.toString());
  }

  /** A session is known by whatever issued it: its own name is the caller's choice. */
  private static Optional<ObjectNode> identity(Actor actor) {
    Actor.Issuer issuer = actor.session().issuer();
    return issuer != null
        ? wanted(issuer.arn(), "sessionContext", "sessionIssuer", "arn")
        : wanted(actor.arn(), "arn");
  }

  /**
   * A pattern that wants a value at a path; empty for one that nobody should silence in passing.
   */
  private static Optional<ObjectNode> wanted(@Nullable String arn, String... path) {
    if (arn == null || !PLAIN_ARN.matcher(arn).matches() || arn.endsWith(":root")) {
      return Optional.empty();
    }
    JsonNode pattern = JsonText.object().arrayNode().add(arn);
    for (String name : List.of(path).reversed()) {
      pattern = JsonText.object().set(name, pattern);
    }
    return Optional.of((ObjectNode) pattern);
  }

  private String id() {
    String name = new ActorPhrase(event.actor()).name();
    String who = name == null ? "caller" : name.replaceAll("[^A-Za-z0-9.-]", "-");
    String of = event.eventId().replaceAll("[^A-Za-z0-9]", "");
    return cut(who, LONGEST_NAME) + "-" + cut(of, LONGEST_EVENT);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
