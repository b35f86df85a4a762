package rdsalert.briefing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.ActorPhrase.Kind;
import rdsalert.briefing.Briefing.Call;
import rdsalert.briefing.Briefing.Signal;
import rdsalert.event.Actor;
import rdsalert.event.ManagementEvent;
import rdsalert.event.ManagementEvent.VpcEndpoint;
import rdsalert.rule.Report;
import rdsalert.rule.Report.Bearing;
import rdsalert.silence.Silences.Verdict.Remark;
import rdsalert.text.SafeText;
import rdsalert.text.Said;
import rdsalert.text.Words;

/** Everything that is telling about an alert, the worst first. */
final class Signals {
  private static final int LONGEST = 80;
  private static final int LONGEST_WHY = 160;

  private static final Pattern ACCOUNT =
      Pattern.compile("(?:arn:[a-z-]+:[a-z0-9-]*:[a-z0-9-]*:|DataCatalog/)?([0-9]{12})(?::.*)?");

  private final Alert alert;
  private final Call call;
  private final ManagementEvent event;
  private final Actor actor;
  private final ActorPhrase phrase;
  private final Tool tool;
  private final List<Signal> found = new ArrayList<>();

  Signals(Alert alert, Call call) {
    this.alert = alert;
    this.call = call;
    this.event = call.event();
    this.actor = event.actor();
    this.phrase = call.actor();
    this.tool = call.tool();
  }

  List<Signal> all() {
    alert.remarks().forEach(remark -> found.add(ofException(remark)));
    List<Signal> ofRule = ofRule();
    if (actor.isOfRoot()) {
      String root = actor.isRoot() ? "Root" : "Root issued this session";
      worse("root", root + ": no IAM policy binds it, and daily work never needs it.");
    }
    ofRule.stream().filter(one -> one.bearing() == Bearing.WORSE).forEach(found::add);
    caller();
    tool();
    new SessionSignals(actor, phrase, tool, this).find();
    origin();
    endpoint();
    arrival();
    if (tool.family() == Tool.Family.DEPLOYMENT) {
      Said reason = Said.of("The tool calls itself " + tool.name() + ": look for the code it ran.");
      add(Bearing.BETTER, "deployment-tool", reason);
    }
    ofRule.stream().filter(one -> one.bearing() != Bearing.WORSE).forEach(found::add);
    found.sort(Comparator.comparing(Signal::bearing));
    return List.copyOf(found);
  }

  /** The signals that the rule's file asks for. */
  private List<Signal> ofRule() {
    List<Signal> ofRule = new ArrayList<>();
    for (Report.Signal signal : call.rule().report().signals()) {
      Said reason = holds(signal) ? signal.say().whole(call) : null;
      if (reason != null) {
        ofRule.add(new Signal(signal.id(), signal.bearing(), reason));
      }
    }
    return ofRule;
  }

  private boolean holds(Report.Signal signal) {
    return (signal.when() == null || signal.when().matches(event))
        && isForeign(signal.foreign())
        && hasWord(signal);
  }

  private boolean isForeign(@Nullable String fact) {
    return fact == null
        || call.facts().texts(fact).stream()
            .map(ACCOUNT::matcher)
            .anyMatch(of -> of.matches() && event.ifForeign(of.group(1)) != null);
  }

  private boolean hasWord(Report.Signal signal) {
    Pattern words = signal.words();
    return words == null
        || signal.in().stream()
            .flatMap(fact -> call.facts().texts(fact).stream())
            .anyMatch(text -> words.matcher(text).find());
  }

  private void caller() {
    if (tool.warning() != null) {
      worse("attack-tool", tool.warning());
    }
    String home = event.ifForeign(actor.account());
    quoting(Bearing.WORSE, "cross-account", "The caller belongs to another account: ", home, ".");
    if (phrase.mfa() == Actor.Mfa.NOT_USED) {
      noMfa();
    }
    if (phrase.kind() == Kind.USER && phrase.hasLongTermKey()) {
      worse("user-key", "A user's long-term key, not a role: it works until deactivated.");
    }
  }

  private void noMfa() {
    if (phrase.kind() == Kind.IDENTITY_CENTER_ROLE) {
      neutral("no-mfa", "No MFA recorded: Identity Center handles it at sign-in.");
    } else if (!phrase.isRole()) {
      worse("no-mfa", "No MFA stood behind the call.");
    } else if (!phrase.isOfService() && actor.session().delivery() == null) {
      neutral("no-mfa", "Role used without MFA: normal for machines and federated users.");
    }
  }

  private void tool() {
    if (tool.agent() == null) {
      neutral("no-tool", "No tool was recorded.");
    } else if (tool.family() == Tool.Family.UNKNOWN) {
      worse("unknown-tool", "Unknown tool: neither AWS's nor a known deployment tool.");
    }
  }

  private void origin() {
    switch (call.source()) {
      case SourceAddress.AwsInternal _ ->
          neutral("aws-address", "The call came from inside AWS: there is no address to judge.");
      case SourceAddress.Service(String name) when !actor.isService() ->
          neutral("aws-address", "The call came from " + name + ": there is no address to judge.");
      case SourceAddress.Ip(String ip, boolean isPublic)
          when !isPublic && call.endpoint() == null ->
          neutral("private-address", ip + " is private: its network's owner was not recorded.");
      case SourceAddress.None() -> neutral("no-address", "No source address was recorded.");
      case SourceAddress.Strange(String text) -> {
        String neither = "The source address is neither an address nor a service: ";
        quoting(Bearing.WORSE, "strange-address", neither, text, ".");
      }
      case SourceAddress.Service _, SourceAddress.Ip _ -> {}
    }
  }

  /** The owner of the network behind an endpoint chooses the addresses in it. */
  private void endpoint() {
    VpcEndpoint endpoint = call.endpoint();
    if (endpoint == null) {
      return;
    }
    String other = event.ifForeign(endpoint.account());
    if (other != null) {
      String through = "The call came through a VPC endpoint of another account, ";
      String owner = ": its owner chooses the address.";
      quoting(Bearing.WORSE, "foreign-endpoint", through, other, owner);
    } else {
      String whose = endpoint.account() == null ? ": its owner" : " of this account, which";
      neutral(
          "vpc-endpoint", "The call came through a VPC endpoint" + whose + " chooses the address.");
    }
  }

  /** A replay is late on purpose, and may have been in time when it came first. */
  private void arrival() {
    String replay = event.replayName();
    if (alert.late() && replay == null) {
      Duration late = Duration.between(event.eventTime(), alert.raisedAt());
      String why =
          "DELIVERY_DELAY".equals(event.addendum()) ? ": CloudTrail was late with it." : ".";
      neutral("late", "Late: it reached us " + Words.length(late) + " after the call" + why);
    }
    String first = event.callId().equals(event.eventId()) ? null : event.callId();
    quoting("corrected", "CloudTrail sent this to correct its record ", first, ".");
    quoting("replayed", "Replay ", replay, " from an archive, not live.");
  }

  /** What a team's own exceptions have to do with an alert that they did not silence. */
  private static Signal ofException(Remark remark) {
    String name = remark.exception();
    Said why = Said.of(SafeText.data(remark.why(), LONGEST_WHY) + ".");
    if (name == null) {
      return new Signal("exceptions-unreadable", Bearing.NEUTRAL, why);
    }
    Said off = Said.quote("An exception for this, ", name, LONGEST).and(", ").and(why);
    return new Signal("exception-off", Bearing.NEUTRAL, off);
  }

  private void worse(String id, String reason) {
    add(Bearing.WORSE, id, Said.of(reason));
  }

  void neutral(String id, String reason) {
    neutral(id, Said.of(reason));
  }

  void neutral(String id, Said reason) {
    add(Bearing.NEUTRAL, id, reason);
  }

  /** A sentence of ours about another's text; nothing where there is none. */
  private void quoting(
      Bearing bearing, String id, String before, @Nullable String theirs, String after) {
    if (theirs != null) {
      add(bearing, id, Said.quote(before, theirs, LONGEST).and(after));
    }
  }

  void quoting(String id, String before, @Nullable String theirs, String after) {
    quoting(Bearing.NEUTRAL, id, before, theirs, after);
  }

  private void add(Bearing bearing, String id, Said reason) {
    found.add(new Signal(id, bearing, reason));
  }
}
