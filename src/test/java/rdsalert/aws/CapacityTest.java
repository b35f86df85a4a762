package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import rdsalert.Wiring;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.AlertLedger.Claim.Tries;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.Outcome;
import rdsalert.delivery.Share.Applicant;
import rdsalert.delivery.Window;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.ManagementEvent;
import rdsalert.local.LocalLedger;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Exceptions;
import rdsalert.silence.Silences;
import rdsalert.testing.RecordingPublisher;
import rdsalert.testing.SettableClock;
import rdsalert.testing.TestEvents;

/** What an event costs at any place of its window, and when there is none left. */
class CapacityTest {
  private static final LocalLedger DATABASE = LocalLedger.start();
  private static final int CAP = 500;
  private static final Limits LIMITS =
      new Limits(CAP, 0, 100, Duration.ofMinutes(10), Duration.ofHours(1));
  private static final String ACTOR = "{\"userIdentity\": {\"principalId\": [\"actor\"]}}";

  private final MeteredStore store = new MeteredStore(DATABASE.client());
  private final DynamoDbAlertLedger ledger =
      new DynamoDbAlertLedger(store, DATABASE.table(), Duration.ofDays(14), null, _ -> {});
  private final SettableClock clock = SettableClock.atWindowStart();
  private final Wiring wiring = wiring(Silences.none());

  @AfterAll
  static void stop() {
    DATABASE.close();
  }

  @Test
  void takesTheSameCallsAtEachPlaceOfAWindowAndFewUnitsForAHeldAlert() {
    Map<String, MeteredStore.Reading> table = new LinkedHashMap<>();
    table.put("ignored", reading(TestEvents.anyOtherEvent(), Outcome.Ignored.class));
    table.put("alert, 1st, new process", reading(event("first"), Outcome.Alerted.class));
    table.put("duplicate", reading(event("first"), Outcome.Duplicate.class));
    table.put("alert, 2nd", reading(event("second"), Outcome.Alerted.class));
    fill(3, 99);
    table.put("alert, 100th", reading(event("e100"), Outcome.Alerted.class));
    fill(101, CAP - 1);
    table.put("alert, 500th", reading(event("last"), Outcome.Alerted.class));
    table.put("held, the window's first", reading(event("held-1"), Outcome.Held.class));
    table.put("held, in a flood", reading(event("held-2"), Outcome.Held.class));
    table.put(
        "held, new process", reading(wiring(newProcess()), event("held-3"), Outcome.Held.class));

    Wiring excepting =
        wiring(Exceptions.of(Exceptions.entry("one", ACTOR).put("broad", true).toString()));
    clock.set(Exceptions.NOW);
    table.put("excepted", reading(excepting, event("excepted"), Outcome.Excepted.class));

    table.forEach(
        (what, reading) ->
            System.out.printf(
                "%-26s %d calls of the table, %d of them refused; %.1f write, %.1f read units%n",
                what, reading.calls(), reading.refused(), reading.writes(), reading.reads()));
    assertThat(table.get("ignored")).isEqualTo(new MeteredStore.Reading(0, 0, 0, 0));
    assertThat(table.get("duplicate").calls()).isEqualTo(1);
    assertThat(table.get("alert, 2nd").calls()).as("and one of SNS makes six").isEqualTo(5);
    assertThat(table.get("alert, 100th").calls()).isEqualTo(5);
    assertThat(table.get("alert, 500th").calls()).isEqualTo(5);
    assertThat(table.get("held, in a flood").calls()).isEqualTo(3);
    assertThat(table.get("held, in a flood").writes()).isLessThanOrEqualTo(8);
    assertThat(table.get("held, new process").writes()).isLessThanOrEqualTo(8);
    assertThat(table.get("excepted").calls()).isEqualTo(1);
  }

  private DynamoDbAlertLedger newProcess() {
    return new DynamoDbAlertLedger(store, DATABASE.table(), Duration.ofDays(14), null, _ -> {});
  }

  private Wiring wiring(Silences exceptions) {
    return wiring(exceptions, ledger);
  }

  private Wiring wiring(DynamoDbAlertLedger of) {
    return wiring(Silences.none(), of);
  }

  private Wiring wiring(Silences exceptions, DynamoDbAlertLedger of) {
    return Wiring.of(
        RuleCatalog.packaged(),
        exceptions,
        of,
        new RecordingPublisher(),
        LIMITS,
        clock,
        clock::advance);
  }

  private MeteredStore.Reading reading(ManagementEvent event, Class<? extends Outcome> expected) {
    return reading(wiring, event, expected);
  }

  /** Each in a second of its own, so that none waits for a turn. */
  private MeteredStore.Reading reading(
      Wiring of, ManagementEvent event, Class<? extends Outcome> expected) {
    clock.advance(Duration.ofSeconds(1));
    store.read();
    assertThat(of.delivery().deliver(event, () -> Duration.ofSeconds(30))).isInstanceOf(expected);
    return store.read();
  }

  /** Gives places without the rest of a delivery, or this test would take minutes. */
  private void fill(int from, int to) {
    Instant now = clock.instant();
    Window window = Window.at(now, LIMITS.window());
    for (int i = from; i <= to; i++) {
      Claim.Granted claim =
          new Claim.Granted(
              new LedgerKey.ForAlert("e" + i),
              "token",
              now.plusSeconds(30),
              false,
              Tries.NONE,
              now,
              new Claim.Content(null, null, OptionalInt.empty()));
      ledger.admit(claim, new Applicant("caller-" + i, "rule", "a", false, false), window, LIMITS);
    }
  }

  private static ManagementEvent event(String id) {
    return TestEvents.matching(id, "actor");
  }
}
