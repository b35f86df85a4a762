package rdsalert.delivery;

import java.time.Duration;
import rdsalert.delivery.Turns.TimeLeft;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.ManagementEvent;
import rdsalert.event.OwnCalls;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences;
import rdsalert.testing.FakeLedger;
import rdsalert.testing.RecordingPublisher;
import rdsalert.testing.SettableClock;

/** A delivery with a ledger in memory, at most three alerts a window. */
abstract class DeliveryCase {
  static final Duration REMAINING = Duration.ofSeconds(30);
  static final TimeLeft LEFT = () -> REMAINING;
  static final Duration WINDOW = Duration.ofMinutes(10);

  final SettableClock clock = SettableClock.atWindowStart();
  final FakeLedger ledger = new FakeLedger();
  final RecordingPublisher publisher = new RecordingPublisher();
  Silences exceptions = Silences.none();
  RuleCatalog rules = RuleCatalog.packaged();

  Outcome deliver(ManagementEvent event) {
    return delivery(limits()).deliver(event, LEFT);
  }

  static Limits limits() {
    return new Limits(3, 0, 1000, WINDOW, Duration.ofHours(1));
  }

  AlertDelivery delivery(Limits limits) {
    return new AlertDelivery(rules, exceptions, ledger, publisher, limits, clock, OwnCalls.NONE);
  }

  static Outcome sentBefore(ManagementEvent event) {
    return new Outcome.Duplicate(idOf(event), Outcome.Earlier.SENT);
  }

  static String idOf(ManagementEvent event) {
    return ruleId() + ":" + event.eventId();
  }

  static String ruleId() {
    return RuleCatalog.packaged().rules().getFirst().id();
  }
}
