package rdsalert.command;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Briefing;
import rdsalert.briefing.SourceAddress;
import rdsalert.event.Actor;
import rdsalert.event.ManagementEvent;
import rdsalert.event.VpcEndpoint;
import rdsalert.text.Times;

/** Look-ups in CloudTrail: who called, and what else the caller did. */
final class TrailCommands {
  private static final Duration AROUND = Duration.ofHours(1);

  /** How long CloudTrail's event history goes back. */
  private static final Duration KEPT = Duration.ofDays(90);

  private static final Pattern ENDPOINT = Pattern.compile("vpce-[0-9a-z]{1,32}");

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
    return SourceAddress.of(event.actor().service()) instanceof SourceAddress.Service(String name)
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
    VpcEndpoint endpoint = event.endpoint();
    if (endpoint != null && ENDPOINT.matcher(endpoint.id()).matches()) {
      return recorded(endpoint.id());
    }
    return briefing.source() instanceof SourceAddress.Ip(String ip, boolean _)
        ? recorded(ip)
        : CommandSet.nothing();
  }

  private CommandSet recorded(String word) {
    String with = "Events[?contains(CloudTrailEvent, `\"\\\"" + word + "\\\"\"`)]";
    String query = with + ".[EventTime,EventName,Username]";
    return CommandSet.of(around().and("output", "text").and("query", query));
  }

  CommandSet signIns() {
    String region = event.partition().signInRegion();
    if (briefing.actor().isOfService() || isOfMachine() || region == null) {
      return CommandSet.nothing();
    }
    Instant started = event.actor().session().started();
    Instant from =
        started == null || started.isAfter(event.eventTime()) ? event.eventTime() : started;
    return CommandSet.of(since(from, region).lookingUp("EventName", "ConsoleLogin"));
  }

  /** Whether the session is a role's that shows no sign of the console: nobody signed in for it. */
  private boolean isOfMachine() {
    Actor actor = event.actor();
    return briefing.actor().isRole()
        && !briefing.actor().isIdentityCenterRole()
        && !actor.isConsole()
        && !briefing.tool().isConsole();
  }

  /** Whether event history no longer has the hours around the call. */
  boolean isBeyondHistory() {
    return event.eventTime().plus(AROUND).isBefore(now.minus(KEPT));
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
