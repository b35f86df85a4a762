package rdsalert.command;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Briefing;
import rdsalert.briefing.SourceAddress;
import rdsalert.event.ManagementEvent;
import rdsalert.event.Partition;
import rdsalert.text.Times;

/** Look-ups in CloudTrail: who called, and what else the caller did. */
final class TrailCommands {
  private static final Duration AROUND = Duration.ofHours(1);

  private final Briefing briefing;
  private final ManagementEvent event;
  private final Instant now;

  TrailCommands(Briefing briefing, Instant now) {
    this.briefing = briefing;
    this.event = briefing.event();
    this.now = now;
  }

  AwsCommand record() {
    return around().lookingUp("EventId", event.eventId());
  }

  /** A name that a service gives its sessions would find what it did for everybody. */
  CommandSet callsByActor() {
    return briefing.actor().isNamedByService()
        ? CommandSet.nothing()
        : lookUp("Username", briefing.actor().trailName());
  }

  CommandSet callsByKey() {
    return lookUp("AccessKeyId", event.actor().accessKeyId());
  }

  CommandSet serviceCallers() {
    return SourceAddress.of(event.actor().invokedBy()) instanceof SourceAddress.Service(String name)
        ? lookUp("EventSource", name)
        : CommandSet.nothing();
  }

  private CommandSet lookUp(String key, @Nullable String value) {
    return value == null || !AwsCommand.carries(value)
        ? CommandSet.nothing()
        : CommandSet.of(around().lookingUp(key, value));
  }

  /** CloudTrail's index does not know addresses, so the answer is filtered on arrival. */
  CommandSet callsFromAddress() {
    if (!(briefing.source() instanceof SourceAddress.Ip(String ip, boolean _))) {
      return CommandSet.nothing();
    }
    String fromAddress = "Events[?contains(CloudTrailEvent, `\"\\\"" + ip + "\\\"\"`)]";
    String query = fromAddress + ".[EventTime,EventName,Username]";
    return CommandSet.of(around().and("output", "text").and("query", query));
  }

  CommandSet signIns() {
    if (event.actor().isService()) {
      return CommandSet.nothing();
    }
    Instant started = event.actor().session().started();
    Instant from =
        started == null || started.isAfter(event.eventTime()) ? event.eventTime() : started;
    return CommandSet.of(since(from, signInRegion()).lookingUp("EventName", "ConsoleLogin"));
  }

  /** Where sign-ins of root, and of users who start at the global page, are recorded. */
  private String signInRegion() {
    return switch (event.partition()) {
      case Partition.AWS -> "us-east-1";
      case Partition.CHINA -> "cn-north-1";
      case Partition.GOVCLOUD -> "us-gov-west-1";
    };
  }

  private AwsCommand around() {
    return since(event.eventTime(), event.region());
  }

  /** No end while the hour after the call is not over: what happens now matters most. */
  private AwsCommand since(Instant from, String region) {
    AwsCommand lookUp =
        AwsCommand.of("cloudtrail", "lookup-events", region)
            .first("start-time", Times.argument(from.minus(AROUND)));
    Instant end = event.eventTime().plus(AROUND);
    return end.isAfter(now) ? lookUp : lookUp.first("end-time", Times.argument(end));
  }
}
