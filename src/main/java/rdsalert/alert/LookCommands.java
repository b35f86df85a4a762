package rdsalert.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rdsalert.event.ManagementEvent;
import rdsalert.event.Partition;

/** Commands that only look: who called, what else they did, what the group is now. */
final class LookCommands {
  private static final Duration AROUND = Duration.ofHours(1);

  private final ManagementEvent event;
  private final ActorPhrase actor;
  private final Instant now;

  LookCommands(ManagementEvent event, Instant now) {
    this.event = event;
    this.actor = new ActorPhrase(event.actor());
    this.now = now;
  }

  Map<String, Triage> all() {
    return Map.of(
        "service-callers", serviceCallers(),
        "calls-from-address", callsFromAddress(),
        "calls-by-actor", callsByActor(),
        "calls-by-key", lookUp("AccessKeyId", event.actor().accessKeyId()),
        "sign-ins", signIns(),
        "group-now", groupNow(),
        "actor-keys", new IdentityCommands(event).keys(),
        "actor-policies", new IdentityCommands(event).policies());
  }

  /** Finds the record of the call itself, whole. */
  AwsCommand record() {
    return around(trail(event.region()).lookingUp("EventId", event.eventId()), event.eventTime());
  }

  private Triage lookUp(String key, @Nullable String value) {
    return value == null || !AwsCommand.carries(value)
        ? Triage.nothing()
        : Triage.of(
            Stream.of(around(trail(event.region()).lookingUp(key, value), event.eventTime())));
  }

  /** A name that a service gives its sessions would find what it did for everybody. */
  private Triage callsByActor() {
    return actor.isNamedByService() ? Triage.nothing() : lookUp("Username", actor.trailName());
  }

  private Triage serviceCallers() {
    String service = event.actor().invokedBy();
    return SourceAddress.of(service) instanceof SourceAddress.Service(String name)
        ? lookUp("EventSource", name)
        : Triage.nothing();
  }

  /** CloudTrail's index does not know addresses, so the answer is filtered on arrival. */
  private Triage callsFromAddress() {
    if (!(SourceAddress.of(event.sourceAddress())
        instanceof SourceAddress.Ip(String ip, boolean _))) {
      return Triage.nothing();
    }
    String fromAddress =
        "Events[?contains(CloudTrailEvent, `\"\\\""
            + ip
            + "\\\"\"`)].[EventTime,EventName,Username]";
    AwsCommand command = around(trail(event.region()), event.eventTime());
    return Triage.of(Stream.of(command.and("output", "text").and("query", fromAddress)));
  }

  private Triage signIns() {
    if (event.actor().isService()) {
      return Triage.nothing();
    }
    Instant started = event.actor().session().started();
    Instant from =
        started == null || started.isAfter(event.eventTime()) ? event.eventTime() : started;
    AwsCommand signIns = trail(signInRegion()).lookingUp("EventName", "ConsoleLogin");
    return Triage.of(Stream.of(between(signIns, from.minus(AROUND), event.eventTime())));
  }

  /** Where sign-ins of root, and of users who start at the global page, are recorded. */
  private String signInRegion() {
    return switch (event.partition()) {
      case Partition.AWS -> "us-east-1";
      case Partition.CHINA -> "cn-north-1";
      case Partition.GOVCLOUD -> "us-gov-west-1";
    };
  }

  private Triage groupNow() {
    return group(event)
        .map(
            name ->
                AwsCommand.of("rds", "describe-db-security-groups", event.region())
                    .with("DBSecurityGroupName", "db-security-group-name", name))
        .map(command -> Triage.of(Stream.of(command)))
        .orElse(
            Triage.of(
                Stream.of(AwsCommand.of("rds", "describe-db-security-groups", event.region()))));
  }

  /** The group's name, if a command can carry it. */
  static Optional<String> group(ManagementEvent event) {
    return Optional.ofNullable(event.securityGroup().name()).filter(AwsCommand::carries);
  }

  private static AwsCommand trail(String region) {
    return AwsCommand.of("cloudtrail", "lookup-events", region);
  }

  private AwsCommand around(AwsCommand command, Instant time) {
    return between(command, time.minus(AROUND), time);
  }

  /** No end while the hour after the call is not over: what happens now matters most. */
  private AwsCommand between(AwsCommand command, Instant from, Instant time) {
    command.first("start-time", TimePhrase.argument(from));
    Instant end = time.plus(AROUND);
    return end.isAfter(now) ? command : command.first("end-time", TimePhrase.argument(end));
  }
}
