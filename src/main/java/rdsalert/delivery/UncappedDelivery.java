package rdsalert.delivery;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Alert.Position;
import rdsalert.delivery.HitFinder.Hit;
import rdsalert.delivery.HitFinder.Judgement;
import rdsalert.delivery.Outcome.Earlier;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.ManagementEvent;
import rdsalert.event.OwnCalls;
import rdsalert.render.Message;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silence;
import rdsalert.silence.SilenceSource;

/**
 * The delivery of a hunt: neither cap nor pace keeps an alert back, and no other run is at it, so
 * in place of a ledger it remembers which calls were told of. What broke once is tried again.
 */
public final class UncappedDelivery {
  private final HitFinder hits;
  private final AlertPublisher publisher;
  private final Limits limits;
  private final InstantSource clock;
  private final Set<String> told = new HashSet<>();
  private final Set<String> excepted = new HashSet<>();

  public UncappedDelivery(
      RuleCatalog rules,
      SilenceSource exceptions,
      AlertPublisher publisher,
      Limits limits,
      InstantSource clock) {
    this.hits = new HitFinder(rules, exceptions, OwnCalls.NONE);
    this.publisher = publisher;
    this.limits = limits;
    this.clock = clock;
  }

  public Outcome deliver(ManagementEvent event) {
    return switch (hits.judge(event, clock)) {
      case Judgement.Ignored(String reason) -> new Outcome.Ignored(reason);
      case Judgement.Silenced(Hit hit, Silence by) ->
          excepted.add(event.callId())
              ? new Outcome.Excepted(hit.alertId(), by)
              : new Outcome.Duplicate(hit.alertId(), Earlier.EXCEPTED);
      case Judgement.Raised(Hit hit) ->
          told.contains(event.callId())
              ? new Outcome.Duplicate(hit.alertId(), Earlier.SENT)
              : publish(hit);
    };
  }

  private Outcome publish(Hit hit) {
    Instant now = clock.instant();
    Position place = Window.at(now, limits.window()).place(OptionalInt.empty(), Limits.NO_CAP);
    Alert alert = hit.alert(place, now, limits).with(hits.remarks(hit, now));
    // What nobody reads is not written: most of a hunt's time would go there.
    boolean read = !publisher.equals(AlertPublisher.NONE);
    String messageId = read ? publisher.publish(Message.of(alert, now)) : "none";
    told.add(hit.event().callId());
    return new Outcome.Alerted(alert.id(), place, messageId, alert.late(), false);
  }
}
