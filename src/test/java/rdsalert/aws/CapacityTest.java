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
import rdsalert.delivery.Claim;
import rdsalert.delivery.LedgerKey;
import rdsalert.delivery.Limits;
import rdsalert.delivery.Outcome;
import rdsalert.delivery.Window;
import rdsalert.event.ManagementEvent;
import rdsalert.local.LocalLedger;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Exceptions;
import rdsalert.silence.Silences;
import rdsalert.testing.RecordingPublisher;
import rdsalert.testing.SettableClock;
import rdsalert.testing.TestEvents;

/** What an event costs does not depend on how many came before it in its window. */
class CapacityTest {
  private static final LocalLedger DATABASE = LocalLedger.start();
  private static final int CAP = 10_000;
  private static final Limits LIMITS =
      new Limits(CAP, 0, 100_000, Duration.ofMinutes(10), Duration.ofHours(1));
  private static final String ACTOR = "{\"userIdentity\": {\"principalId\": [\"actor\"]}}";
  private static final String RULE = RuleCatalog.packaged().rules().getFirst().id();

  private final MeteredStore store = new MeteredStore(DATABASE.client());
  private final DynamoDbAlertLedger ledger =
      new DynamoDbAlertLedger(store, DATABASE.table(), Duration.ofDays(14), null);
  private final SettableClock clock = SettableClock.atWindowStart();
  private final Wiring wiring = wiring(Silences.none());

  @AfterAll
  static void stop() {
    DATABASE.close();
  }

  @Test
  void takesTheSameCallsAndUnitsAtTheFirstAndAtTheTenThousandthEvent() {
    Map<String, MeteredStore.Reading> table = new LinkedHashMap<>();
    table.put("ignored", reading(TestEvents.anyOtherEvent(), Outcome.Ignored.class));
    table.put("alert, 1st", reading(event("first"), Outcome.Alerted.class));
    table.put("duplicate", reading(event("first"), Outcome.Duplicate.class));
    admit(2, 100);
    table.put("alert, 101st", reading(event("e101"), Outcome.Alerted.class));
    admit(102, CAP - 1);
    table.put("alert, 10,000th", reading(event("last"), Outcome.Alerted.class));
    table.put("held, the window's first", reading(event("held-1"), Outcome.Held.class));
    table.put("held, each further one", reading(event("held-2"), Outcome.Held.class));

    Wiring excepting =
        wiring(Exceptions.of(Exceptions.entry("one", ACTOR).put("broad", true).toString()));
    clock.set(Exceptions.NOW);
    table.put("excepted", reading(excepting, event("excepted"), Outcome.Excepted.class));

    table.forEach(
        (what, reading) ->
            System.out.printf(
                "%-26s %d calls of the table, %d of them refused; %.1f units%n",
                what, reading.calls(), reading.refused(), reading.units()));
    assertThat(table.get("ignored")).isEqualTo(new MeteredStore.Reading(0, 0, 0));
    assertThat(table.get("duplicate").calls()).isEqualTo(1);
    assertThat(table.get("alert, 1st").calls()).as("and one of SNS makes four").isEqualTo(3);
    assertThat(table.get("alert, 101st")).isEqualTo(table.get("alert, 1st"));
    assertThat(table.get("alert, 10,000th")).isEqualTo(table.get("alert, 1st"));
    assertThat(table.get("held, each further one").calls()).isEqualTo(3);
    assertThat(table.get("excepted").calls()).isEqualTo(1);
  }

  private Wiring wiring(Silences exceptions) {
    return Wiring.of(
        RuleCatalog.packaged(),
        exceptions,
        ledger,
        new RecordingPublisher(),
        LIMITS,
        clock,
        clock::advance);
  }

  private MeteredStore.Reading reading(ManagementEvent event, Class<? extends Outcome> expected) {
    return reading(wiring, event, expected);
  }

  private MeteredStore.Reading reading(
      Wiring of, ManagementEvent event, Class<? extends Outcome> expected) {
    store.read();
    assertThat(of.delivery().deliver(event, Duration.ofSeconds(30)).getFirst())
        .isInstanceOf(expected);
    return store.read();
  }

  /** Gives places without the rest of a delivery, or this test would take minutes. */
  private void admit(int from, int to) {
    Instant now = clock.instant();
    Window window = Window.at(now, LIMITS.window());
    for (int i = from; i <= to; i++) {
      LedgerKey key = new LedgerKey.ForAlert(RULE, "e" + i);
      Claim.Granted claim =
          new Claim.Granted(
              key,
              "token",
              now.plusSeconds(30),
              window,
              Claim.Stage.CLAIMED,
              false,
              OptionalInt.empty(),
              now,
              null,
              null);
      ledger.admit(claim, "actor", LIMITS, now);
    }
  }

  private static ManagementEvent event(String id) {
    return TestEvents.matching(id, "actor");
  }
}
