package rdsalert.delivery;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Alert.Gravity;
import rdsalert.briefing.Alert.Position;
import rdsalert.briefing.HeldAlert;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.Share.Applicant;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.ManagementEvent;
import rdsalert.event.OwnCalls;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silence;
import rdsalert.silence.SilenceSource;
import rdsalert.silence.Silences;
import rdsalert.silence.Silences.Verdict;

/**
 * Says which rules look for an event, and which of these a team's exceptions silence. What a
 * deployment of the stack does to its own parts is folded into the message about the deployment.
 */
record HitFinder(RuleCatalog rules, SilenceSource exceptions, OwnCalls ownCalls) {
  private static final String DEPLOYMENT = "called by a deployment of this stack, which is told of";

  /** What rules and exceptions say of an event. */
  sealed interface Judgement {
    record Ignored(String reason) implements Judgement {}

    /** Exceptions silence every rule that looks for it. */
    record Silenced(Hit hit, Silence by) implements Judgement {}

    record Raised(Hit hit) implements Judgement {}
  }

  /** An event that rules look for: one alert, led by the gravest; own if about the stack itself. */
  record Hit(DetectionRule lead, List<DetectionRule> others, ManagementEvent event, boolean own) {
    String alertId() {
      return Alert.idOf(lead, event);
    }

    /** The event as the ledger keeps it, to be told of by the same rules however late. */
    ManagementEvent kept() {
      return event.takenUpBy(
          Stream.concat(Stream.of(lead), others.stream()).map(DetectionRule::id).toList());
    }

    Alert alert(Position place, Instant raisedAt, Limits limits) {
      return Alert.raise(lead, others, event, place, raisedAt, limits.lookBack());
    }

    LedgerKey.ForAlert key() {
      return new LedgerKey.ForAlert(event.callId());
    }

    Applicant applicant() {
      Gravity gravity = Gravity.of(lead, event);
      return new Applicant(
          event.actor().key(), lead.id(), event.account(), gravity.isRoot(), gravity.isUrgent());
    }

    HeldAlert summary() {
      return HeldAlert.of(lead, event);
    }
  }

  Judgement judge(ManagementEvent event, InstantSource clock) {
    List<DetectionRule> matched = rules.matching(event);
    if (matched.isEmpty()) {
      return new Judgement.Ignored(rules.whyIgnored(event));
    }
    Instant now = clock.instant(); // not before: the answer may take a call
    List<DetectionRule> raised = new ArrayList<>();
    Optional<Silence> by = Optional.empty();
    Silences silences = exceptions.at(now);
    for (DetectionRule rule : matched) {
      switch (silences.judge(rule, event, now)) {
        case Verdict.Raised _ -> raised.add(rule);
        case Verdict.Silenced silenced -> by = Optional.of(silenced.by());
      }
    }
    if (raised.isEmpty()) {
      return new Judgement.Silenced(hit(matched, event), by.orElseThrow());
    }
    Hit hit = hit(raised, event);
    return hit.own() && ownCalls.areOfDeployment(event)
        ? new Judgement.Ignored(DEPLOYMENT)
        : new Judgement.Raised(hit);
  }

  private Hit hit(List<DetectionRule> matched, ManagementEvent event) {
    return inOrder(matched.stream().sorted(DetectionRule.GRAVEST_FIRST).toList(), event);
  }

  private Hit inOrder(List<DetectionRule> leadFirst, ManagementEvent event) {
    DetectionRule lead = leadFirst.getFirst();
    List<DetectionRule> others = leadFirst.subList(1, leadFirst.size());
    boolean own = leadFirst.stream().anyMatch(DetectionRule::isOwn);
    return new Hit(lead, others, event, own);
  }

  /**
   * The hit on an event that was taken up before, by the rules that it was taken up by; fails if
   * there are none any more.
   */
  Hit hit(ManagementEvent event) {
    List<DetectionRule> noted = rules.named(event.takenUpBy());
    if (!noted.isEmpty()) {
      return inOrder(noted, event);
    }
    List<DetectionRule> matched = rules.matching(event); // the first version noted none
    if (matched.isEmpty()) {
      String what = "no rule looks for call " + event.eventId() + " any more";
      throw new LedgerFailedException(what, false, null);
    }
    return hit(matched, event);
  }

  /** What people have to know of the exceptions that do not silence a hit. */
  List<Verdict.Remark> remarks(Hit hit, Instant now) {
    return switch (exceptions.at(now).judge(hit.lead(), hit.event(), now)) {
      case Verdict.Raised(var remarks) -> remarks;
      case Verdict.Silenced _ -> List.of();
    };
  }
}
