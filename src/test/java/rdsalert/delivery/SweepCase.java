package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import rdsalert.briefing.HeldAlert;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.Sweep.SweepReport;
import rdsalert.delivery.Turns.TimeLeft;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.OwnCalls;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences;
import rdsalert.testing.FakeLedger;
import rdsalert.testing.RecordingPublisher;
import rdsalert.testing.SettableClock;
import rdsalert.testing.TestEvents;
import rdsalert.testing.TestRules;

/** A sweep over a ledger in memory, at most three alerts a window. */
abstract class SweepCase {
  static final Duration REMAINING = Duration.ofSeconds(30);
  static final TimeLeft LEFT = () -> REMAINING;
  static final Duration WINDOW = Duration.ofMinutes(10);
  static final Duration A_WHILE = Duration.ofMinutes(5);

  final SettableClock clock = SettableClock.atWindowStart();
  final FakeLedger ledger = new FakeLedger();
  final RecordingPublisher publisher = new RecordingPublisher();
  final RuleCatalog rules = RuleCatalog.packaged();

  void flood(int held) {
    for (int i = 0; i < 3 + held; i++) {
      deliver("flood" + i, "noisy");
    }
  }

  static HeldAlert anySummary() {
    return HeldAlert.of(TestRules.packaged(), TestEvents.anyMatchingEvent());
  }

  Claim.Granted claimOnly(String eventId) {
    return claim(eventId, TestEvents.matching(eventId).text());
  }

  void claimMany(int entries) {
    for (int i = 0; i < entries; i++) {
      claimOnly("e" + i);
    }
  }

  Claim.Granted claim(String eventId, String event) {
    var now = clock.instant();
    LedgerKey.ForAlert key = new LedgerKey.ForAlert(eventId);
    return (Claim.Granted) ledger.claim(key, event, now, now.plus(REMAINING));
  }

  void deliver(String eventId, String actor) {
    assertThat(deliverOutcome(eventId, actor)).isNotNull();
  }

  Outcome deliverOutcome(String eventId, String actor) {
    return delivery(limits()).deliver(TestEvents.matching(eventId, actor), LEFT);
  }

  SweepReport sweep(Duration remaining) {
    return sweeper(limits()).run(() -> remaining);
  }

  Sweep sweeper(Limits limits) {
    return new Sweep(ledger, delivery(limits), limits, clock, clock::advance);
  }

  AlertDelivery delivery(Limits limits) {
    return new AlertDelivery(
        rules, Silences.none(), ledger, publisher, limits, clock, OwnCalls.NONE);
  }

  static Limits limits() {
    return new Limits(3, 0, 1000, WINDOW, Duration.ofHours(1));
  }
}
