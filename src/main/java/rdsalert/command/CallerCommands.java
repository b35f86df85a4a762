package rdsalert.command;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.ActorPhrase;
import rdsalert.briefing.ActorPhrase.Kind;
import rdsalert.briefing.Briefing.Call;
import rdsalert.briefing.SourceAddress;
import rdsalert.event.Actor;
import rdsalert.event.ManagementEvent;
import rdsalert.event.ManagementEvent.VpcEndpoint;
import rdsalert.text.Words;

/**
 * Commands about the caller: look-ups in CloudTrail of who called and what else the caller did; in
 * IAM what the user or role may do, and how to stop it.
 */
final class CallerCommands {
  private static final Duration AROUND = Duration.ofHours(1);

  /** How long CloudTrail's event history goes back. */
  private static final Duration KEPT = Duration.ofDays(90);

  private static final Pattern ENDPOINT = Pattern.compile("vpce-[0-9a-z]{1,32}");

  private static final String DENY =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\","
          + "\"Resource\":\"*\"";

  /** For a user: what its keys, its password and sessions begun with either may do. */
  private static final String DENY_ALL = DENY + "}]}";

  /** For a role: what sessions issued before a moment may do; later ones go on. */
  private static final String DENY_BEFORE =
      DENY + ",\"Condition\":{\"DateLessThan\":{\"aws:TokenIssueTime\":\"TIME\"}}}]}";

  private final Call call;
  private final ManagementEvent event;
  private final Actor actor;
  private final ActorPhrase phrase;
  private final Instant called;
  private final Instant now;
  private final @Nullable Identity identity;

  /** IAM has one endpoint a partition: only outside the usual one must the CLI be told which. */
  private final String regionOfIam;

  CallerCommands(Call call, Instant now) {
    this.call = call;
    this.event = call.event();
    this.actor = event.actor();
    this.phrase = call.actor();
    this.called = event.eventTime();
    this.now = now;
    this.identity = identity(phrase, actor);
    this.regionOfIam = call.partition().isUsual() ? "" : event.region();
  }

  /** The caller in IAM, if it is a user or a role and a command can carry the name. */
  private record Identity(boolean user, String name) {
    private String kind() {
      return user ? "user" : "role";
    }
  }

  /** AWS refuses every change of a service-linked role, and only its service can use it. */
  private static @Nullable Identity identity(ActorPhrase phrase, Actor actor) {
    String user = phrase.userName();
    boolean role = phrase.isRole() && !actor.isServiceLinked();
    String name = user != null ? user : role ? phrase.name() : null;
    return name != null && AwsCommand.carries(name) ? new Identity(user != null, name) : null;
  }

  AwsCommand record() {
    return around().lookingUp("EventId", event.eventId());
  }

  /** Those of a name that every rule may use, as far as they can be written. */
  List<AwsCommand> named(String name) {
    return switch (name) {
      case "service-callers" -> serviceCallers();
      case "calls-from-address" -> callsFromAddress();
      // A name that a service gives its sessions would find what it did for everybody.
      case "calls-by-actor" ->
          phrase.isNamedByService() ? List.of() : lookUp("Username", phrase.trailName());
      case "calls-by-key" -> lookUp("AccessKeyId", actor.accessKeyId());
      case "sign-ins" -> signIns();
      case "actor-keys" -> keys();
      case "actor-policies" -> policies();
      case "end-credentials" -> end();
      default -> List.of();
    };
  }

  private List<AwsCommand> serviceCallers() {
    return SourceAddress.of(actor.service()) instanceof SourceAddress.Service(String name)
        ? lookUp("EventSource", name)
        : List.of();
  }

  private List<AwsCommand> lookUp(String key, @Nullable String value) {
    return value == null || !AwsCommand.carries(value)
        ? List.of()
        : List.of(around().lookingUp(key, value));
  }

  /** CloudTrail's index does not know addresses, so the answer is filtered on arrival. */
  private List<AwsCommand> callsFromAddress() {
    VpcEndpoint endpoint = call.endpoint();
    if (endpoint != null && ENDPOINT.matcher(endpoint.id()).matches()) {
      return recorded(endpoint.id());
    }
    return call.source() instanceof SourceAddress.Ip ip ? recorded(ip.text()) : List.of();
  }

  private List<AwsCommand> recorded(String word) {
    String with = "Events[?contains(CloudTrailEvent, `\"\\\"" + word + "\\\"\"`)]";
    String query = with + ".[EventTime,EventName,Username]";
    return List.of(around().and("output", "text").and("query", query));
  }

  private List<AwsCommand> signIns() {
    String region = call.partition().signInRegion();
    boolean elsewhere = event.ifForeign(actor.account()) != null;
    if (elsewhere || phrase.isOfService() || isOfMachine() || region == null) {
      return List.of();
    }
    Instant started = actor.session().started();
    Instant from = started == null || started.isAfter(called) ? called : started;
    return List.of(since(from, region).lookingUp("EventName", "ConsoleLogin"));
  }

  /** Whether the session belongs to a role and shows no sign of a person who signed in. */
  private boolean isOfMachine() {
    return phrase.isRole()
        && phrase.kind() != Kind.IDENTITY_CENTER_ROLE
        && !actor.isConsole()
        && !call.tool().isConsole();
  }

  /** Whether event history no longer has the hours around the call. */
  boolean isBeyondHistory() {
    return called.plus(AROUND).isBefore(now.minus(KEPT));
  }

  private AwsCommand around() {
    return since(called, event.region());
  }

  /** No end while the hour after the call is not over: what happens now matters most. */
  private AwsCommand since(Instant from, String region) {
    AwsCommand lookUp = AwsCommand.lookUp(region, from.minus(AROUND));
    Instant end = called.plus(AROUND);
    return end.isAfter(now) ? lookUp : lookUp.first("end-time", Words.argument(end));
  }

  /** Keys for users; for a role, who may become it, unless AWS itself decides. */
  private List<AwsCommand> keys() {
    if (actor.isOfRoot()) {
      return List.of(
          new AwsCommand("iam", "get-account-summary", regionOfIam)
              .and("query", "SummaryMap.[AccountAccessKeysPresent,AccountMFAEnabled]"));
    }
    if (identity == null) {
      return List.of();
    }
    if (identity.user) {
      return List.of(iam("list-access-keys", identity));
    }
    return phrase.isNamedByService() || phrase.kind() == Kind.IDENTITY_CENTER_ROLE
        ? List.of()
        : List.of(iam("get-role", identity).and("query", "Role.AssumeRolePolicyDocument"));
  }

  /** What the caller may do; most users have it from a group. */
  private List<AwsCommand> policies() {
    if (identity == null) {
      return List.of();
    }
    String kind = identity.kind();
    AwsCommand attached = iam("list-attached-" + kind + "-policies", identity);
    AwsCommand inline = iam("list-" + kind + "-policies", identity);
    return identity.user
        ? List.of(attached, inline, iam("list-groups-for-user", identity))
        : List.of(attached, inline);
  }

  /** Why no command ends the caller's credentials; empty if one does, or none is known. */
  private String noEnd() {
    if (actor.isOfRoot()) {
      return "Root: change its password, check its MFA, delete its access keys.";
    }
    if (phrase.kind() == Kind.IDENTITY_CENTER_ROLE || phrase.kind() == Kind.IDENTITY_CENTER_USER) {
      return "Disable the user in Identity Center; in the permission set, deny this user everything"
          + ", as sessions of the role go on for hours.";
    }
    return actor.isServiceLinked()
        ? "A service-linked role: find out who triggered its service, and stop them."
        : "";
  }

  /** What to know of ending the credentials: why no command does, or what one ends or leaves. */
  String noteOnEnd(boolean ended) {
    if (!ended) {
      return noEnd();
    }
    if (!phrase.isRole()) {
      return "All the IAM user's keys and sessions are denied.";
    }
    if (actor.service() != null) {
      return "The service gets new keys: stop its caller, too.";
    }
    return actor.session().delivery() == null
        ? "Set the time to now; all the role's sessions end."
        : "The machine gets new keys: isolate it, too.";
  }

  /** A key alone is not enough: others may have been made, and sessions of it would go on. */
  private List<AwsCommand> end() {
    if (identity == null || !noEnd().isEmpty()) {
      return List.of();
    }
    String policy =
        identity.user
            ? DENY_ALL
            : DENY_BEFORE.replace("TIME", now.truncatedTo(ChronoUnit.SECONDS).toString());
    return List.of(
        iam("put-" + identity.kind() + "-policy", identity)
            .with("PolicyName", identity.user ? "DenyAll" : "DenySessionsIssuedBefore")
            .with("PolicyDocument", TextNode.valueOf(policy), true));
  }

  private AwsCommand iam(String operation, Identity who) {
    return new AwsCommand("iam", operation, regionOfIam)
        .with(who.user ? "UserName" : "RoleName", who.name);
  }
}
