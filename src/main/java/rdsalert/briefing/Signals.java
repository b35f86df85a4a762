package rdsalert.briefing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rdsalert.event.Actor;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.Report.Bearing;
import rdsalert.silence.SilenceVerdict.Remark;
import rdsalert.text.SafeText;
import rdsalert.text.Said;
import rdsalert.text.Times;

/** Everything that is telling about an alert, the worst first. */
final class Signals {
  private static final int LONGEST = 80;
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_ADDRESS = 45;
  private static final int LONGEST_WHY = 160;

  private final Briefing briefing;
  private final ManagementEvent event;
  private final Actor actor;
  private final ActorPhrase phrase;
  private final List<Signal> found = new ArrayList<>();

  Signals(Briefing briefing) {
    this.briefing = briefing;
    this.event = briefing.event();
    this.actor = event.actor();
    this.phrase = briefing.actor();
  }

  List<Signal> all() {
    List<Signal> ofRule = RuleSignals.of(briefing);
    root();
    ofRule.stream().filter(one -> one.bearing() == Bearing.WORSE).forEach(found::add);
    caller();
    session();
    origin();
    arrival();
    if (briefing.tool().deploys()) {
      String tool = briefing.tool().words();
      better("deployment-tool", "Says it was made by " + tool + ": look for old code there.");
    }
    ofRule.stream().filter(one -> one.bearing() != Bearing.WORSE).forEach(found::add);
    found.sort(Comparator.comparing(Signal::bearing));
    briefing.alert().remarks().forEach(remark -> found.add(ofException(remark)));
    found.sort(Comparator.comparing(Signal::bearing));
    return List.copyOf(found);
  }

  private void root() {
    if (actor.isRoot()) {
      worse("root", "Root: no IAM policy binds it, and daily work never needs it.");
    }
  }

  private void caller() {
    if (briefing.tool() == UserAgentFamily.OFFENSIVE) {
      worse("attack-tool", "The tool's name is that of a known attack tool or system.");
    }
    String home = actor.account();
    if (home != null && !home.equals(event.account())) {
      quoting(Bearing.WORSE, "cross-account", "The caller belongs to another account: ", home, ".");
    }
    if (actor.session().mfa() == Actor.Mfa.NOT_USED && !actor.isService()) {
      noMfa();
    }
    if (phrase.isUser() && phrase.hasLongTermKey()) {
      worse("user-key", "A user's long-term key, not a role: it works until deactivated.");
    }
    if (briefing.tool() == UserAgentFamily.UNKNOWN && event.userAgent() == null) {
      neutral("no-tool", "No tool was recorded.");
    } else if (briefing.tool() == UserAgentFamily.UNKNOWN) {
      worse("unknown-tool", "Made with a tool that is no AWS tool we know.");
    }
    if (briefing.source() instanceof SourceAddress.Strange(String text)) {
      found.add(
          Signal.worse(
              "strange-address",
              Said.of("The source address is neither an address nor a service: ")
                  .andQuote(text, LONGEST_ADDRESS)
                  .and(".")));
    }
  }

  private void noMfa() {
    if (phrase.isIdentityCenterRole()) {
      neutral("no-mfa", "No MFA in the record: Identity Center asks for it itself.");
    } else if (phrase.isRole()) {
      neutral("no-mfa", "No MFA behind the role: normal for machines, not for people.");
    } else {
      worse("no-mfa", "No MFA stood behind the call.");
    }
  }

  private void session() {
    if (actor.isService()) {
      service(actor.invokedBy());
    }
    String session = actor.sessionName();
    if (session != null && !session.isEmpty() && !phrase.isNamedByService()) {
      if (phrase.isIdentityCenterRole()) {
        quoting(
            Bearing.NEUTRAL, "identity-center", "The person in Identity Center: ", session, ".");
      } else {
        String proof = ": chosen by the caller, no proof.";
        quoting(Bearing.NEUTRAL, "role-session", "Session ", session, proof);
      }
    }
    String identity = actor.session().sourceIdentity();
    if (identity != null) {
      String who = ": who first signed in.";
      quoting(Bearing.NEUTRAL, "source-identity", "Source identity ", identity, who);
    }
    String provider = actor.session().federatedProvider();
    if (provider != null) {
      String look = ": look for the person there.";
      quoting(Bearing.NEUTRAL, "federated", "Signed in through ", provider, look);
    }
    if (actor.session().fromConsole() || briefing.tool() == UserAgentFamily.CONSOLE) {
      neutral("console", "Made in the console: a person signed in; see the sign-ins below.");
    }
  }

  private void service(@Nullable String service) {
    String forSomebody = " called for somebody: see step 1.";
    if (service == null) {
      neutral("service", "An AWS service" + forSomebody);
    } else {
      quoting(Bearing.NEUTRAL, "service", "", service, forSomebody);
    }
  }

  private void origin() {
    switch (briefing.source()) {
      case SourceAddress.AwsInternal() ->
          neutral("aws-address", "Came from inside AWS: no address to judge.");
      case SourceAddress.Service(String name) -> {
        if (!actor.isService()) {
          neutral("aws-address", "Came from " + name + ": no address to judge.");
        }
      }
      case SourceAddress.None() -> neutral("no-address", "No source address was recorded.");
      case SourceAddress.Ip(String text, boolean isPublic) -> {
        if (!isPublic) {
          neutral(
              "private-address",
              text
                  + " is private: it came through a VPC endpoint, from inside a network of yours.");
        }
      }
      case SourceAddress.Strange _ -> {}
    }
  }

  /** A replay is late on purpose, and may have been in time when it came first. */
  private void arrival() {
    Alert alert = briefing.alert();
    if (alert.late() && !event.isReplay()) {
      Duration late = Duration.between(event.eventTime(), alert.raisedAt());
      neutral("late", "Late: it reached us " + Times.length(late) + " after the call.");
    }
    String replay = event.envelope().replayName();
    if (replay != null) {
      found.add(
          Signal.neutral(
              "replayed",
              Said.of("Replay ").andQuote(replay, LONGEST_NAME).and(" of an archive, not live.")));
    }
    if (event.isTrimmed()) {
      neutral(
          "trimmed",
          "The record was too large to keep whole: what follows is cut. CloudTrail has all of it.");
    }
  }

  /** What a team's own exceptions have to do with an alert that they did not silence. */
  private static Signal ofException(Remark remark) {
    String name = remark.exception();
    String why = SafeText.data(remark.why(), LONGEST_WHY) + ".";
    return name == null
        ? new Signal("exceptions-unreadable", Bearing.NEUTRAL, Said.of(why), true)
        : new Signal(
            "exception-off",
            Bearing.NEUTRAL,
            Said.of("An exception for this, ").andQuote(name, LONGEST_NAME).and(", " + why),
            true);
  }

  private void worse(String id, String reason) {
    found.add(Signal.worse(id, Said.of(reason)));
  }

  private void neutral(String id, String reason) {
    found.add(Signal.neutral(id, Said.of(reason)));
  }

  private void better(String id, String reason) {
    found.add(Signal.better(id, Said.of(reason)));
  }

  private void quoting(Bearing bearing, String id, String before, String theirs, String after) {
    Said reason = Said.of(before).andQuote(theirs, LONGEST).and(after);
    found.add(new Signal(id, bearing, reason, false));
  }
}
