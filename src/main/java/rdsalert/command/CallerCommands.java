package rdsalert.command;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.ActorPhrase;
import rdsalert.briefing.Briefing;
import rdsalert.briefing.SourceAddress;
import rdsalert.event.ManagementEvent;
import rdsalert.event.Partition;
import rdsalert.text.Times;

/** Commands about the caller that only look: who it is, what else it did, what it may do. */
final class CallerCommands {
  private static final Duration AROUND = Duration.ofHours(1);

  private final Briefing briefing;
  private final ManagementEvent event;
  private final ActorPhrase actor;
  private final Instant now;

  CallerCommands(Briefing briefing, Instant now) {
    this.briefing = briefing;
    this.event = briefing.event();
    this.actor = briefing.actor();
    this.now = now;
  }

  /** Finds the record of the call itself, whole. */
  AwsCommand record() {
    return around(trail(event.region()).lookingUp("EventId", event.eventId()));
  }

  private CommandSet lookUp(String key, @Nullable String value) {
    return value == null || !AwsCommand.carries(value)
        ? CommandSet.nothing()
        : CommandSet.of(around(trail(event.region()).lookingUp(key, value)));
  }

  /** A name that a service gives its sessions would find what it did for everybody. */
  CommandSet callsByActor() {
    return actor.isNamedByService() ? CommandSet.nothing() : lookUp("Username", actor.trailName());
  }

  CommandSet callsByKey() {
    return lookUp("AccessKeyId", event.actor().accessKeyId());
  }

  CommandSet serviceCallers() {
    return SourceAddress.of(event.actor().invokedBy()) instanceof SourceAddress.Service(String name)
        ? lookUp("EventSource", name)
        : CommandSet.nothing();
  }

  /** CloudTrail's index does not know addresses, so the answer is filtered on arrival. */
  CommandSet callsFromAddress() {
    if (!(briefing.source() instanceof SourceAddress.Ip(String ip, boolean _))) {
      return CommandSet.nothing();
    }
    String fromAddress =
        "Events[?contains(CloudTrailEvent, `\"\\\""
            + ip
            + "\\\"\"`)].[EventTime,EventName,Username]";
    return CommandSet.of(
        around(trail(event.region())).and("output", "text").and("query", fromAddress));
  }

  CommandSet signIns() {
    if (event.actor().isService()) {
      return CommandSet.nothing();
    }
    Instant started = event.actor().session().started();
    Instant from =
        started == null || started.isAfter(event.eventTime()) ? event.eventTime() : started;
    AwsCommand signIns = trail(signInRegion()).lookingUp("EventName", "ConsoleLogin");
    return CommandSet.of(between(signIns, from.minus(AROUND)));
  }

  /** Where sign-ins of root, and of users who start at the global page, are recorded. */
  private String signInRegion() {
    return switch (event.partition()) {
      case Partition.AWS -> "us-east-1";
      case Partition.CHINA -> "cn-north-1";
      case Partition.GOVCLOUD -> "us-gov-west-1";
    };
  }

  /** Keys for users; for a role, who may become it, unless AWS itself decides. */
  CommandSet keys() {
    if (event.actor().isRoot()) {
      return CommandSet.of(
          iam("get-account-summary")
              .and("query", "SummaryMap.[AccountAccessKeysPresent,AccountMFAEnabled]"));
    }
    String user = user();
    if (user != null) {
      return CommandSet.of(forUser("list-access-keys", user));
    }
    String role = actor.isNamedByService() || actor.isIdentityCenterRole() ? null : role();
    return role == null
        ? CommandSet.nothing()
        : CommandSet.of(forRole("get-role", role).and("query", "Role.AssumeRolePolicyDocument"));
  }

  /** What the caller may do; most users have it from a group. */
  CommandSet policies() {
    String user = user();
    if (user != null) {
      return CommandSet.of(
          forUser("list-attached-user-policies", user),
          forUser("list-user-policies", user),
          forUser("list-groups-for-user", user));
    }
    String role = role();
    return role == null
        ? CommandSet.nothing()
        : CommandSet.of(
            forRole("list-attached-role-policies", role), forRole("list-role-policies", role));
  }

  /** The user's name, if it is a user and a command can carry the name. */
  @Nullable String user() {
    String name = actor.isUser() ? actor.name() : null;
    return name != null && AwsCommand.carries(name) ? name : null;
  }

  /** The role's name, if it is a role and a command can carry the name. */
  @Nullable String role() {
    String name = actor.isRole() ? actor.roleName() : null;
    return name != null && AwsCommand.carries(name) ? name : null;
  }

  AwsCommand forUser(String operation, String user) {
    return iam(operation).with("UserName", user);
  }

  AwsCommand forRole(String operation, String role) {
    return iam(operation).with("RoleName", role);
  }

  /** IAM has one endpoint a partition: only outside the usual one must the CLI be told which. */
  private AwsCommand iam(String operation) {
    boolean usual = event.partition() == Partition.AWS;
    return AwsCommand.of("iam", operation, usual ? "" : event.region());
  }

  private static AwsCommand trail(String region) {
    return AwsCommand.of("cloudtrail", "lookup-events", region);
  }

  private AwsCommand around(AwsCommand command) {
    return between(command, event.eventTime().minus(AROUND));
  }

  /** No end while the hour after the call is not over: what happens now matters most. */
  private AwsCommand between(AwsCommand command, Instant from) {
    command.first("start-time", Times.argument(from));
    Instant end = event.eventTime().plus(AROUND);
    return end.isAfter(now) ? command : command.first("end-time", Times.argument(end));
  }
}
