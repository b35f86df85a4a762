package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.Wiring;
import rdsalert.briefing.HeldAlert;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.DeliveryException.AlertInProgressException;
import rdsalert.delivery.Outcome;
import rdsalert.delivery.Sweep.SweepReport;
import rdsalert.delivery.Window;
import rdsalert.delivery.Window.Limits;
import rdsalert.local.LocalLedger;
import rdsalert.render.Message;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences;
import rdsalert.testing.RecordingPublisher;
import rdsalert.testing.SettableClock;
import rdsalert.testing.TestEvents;
import rdsalert.testing.TestRules;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table that the first version has filled goes on, also while both versions run at once. */
class UpgradeTest {
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Duration SWEEPS = Duration.ofMinutes(5);
  private static final String RULE = "378f9024-8a0c-46a5-aa08-ce147ac73a4e";
  private static final List<String> OPEN =
      List.of("waiting-1", "failed-1", "dead-with-lease-over", "dead-with-place", "at-work");

  private final LocalLedger database = LocalLedger.start();
  private final FirstVersion first = new FirstVersion(database.client(), database.table());
  private final SettableClock clock = new SettableClock(FirstVersion.LEFT_AT);
  private final RecordingPublisher publisher = new RecordingPublisher();
  private Limits limits = limits(10);

  @AfterEach
  void stop() {
    database.close();
  }

  // ---- what the first version left ----

  @Test
  void publishesOnceWhatTheFirstVersionLeftUndone() throws IOException {
    first.fill();
    sweepForTwoHours();

    for (String id : OPEN) {
      assertThat(published(Message.Kind.ALERT, id)).as(id).isEqualTo(1);
      assertThat(deliver(id)).isInstanceOf(Outcome.Duplicate.class);
    }
    assertThat(publisher.count(Message.Kind.ALERT)).isEqualTo(OPEN.size());
  }

  @Test
  void tellsOfAllThatTheFirstVersionHeldInADigestOfEachWindow() throws IOException {
    first.fill();
    sweepForTwoHours();

    assertThat(published(Message.Kind.NOTICE, "held-3")).as("its notice was waiting").isEqualTo(1);
    assertThat(publisher.count(Message.Kind.NOTICE)).isEqualTo(1);
    assertThat(publisher.count(Message.Kind.DIGEST)).isEqualTo(2);
    assertThat(digest(0)).contains("2 alerts held from 10:00Z", "2 times:");
    assertThat(digest(1)).contains("1 alert held from 10:10Z", "SILENCED 1 by nightly");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sent-1", "sent-2", "sent-3", "sent-4", "held-1", "held-2", "held-3"})
  void knowsWhatTheFirstVersionSentOrHeld(String id) throws IOException {
    first.fill();

    assertThat(deliver(id)).isInstanceOf(Outcome.Duplicate.class);
    assertThat(publisher.published()).isEmpty();
  }

  @Test
  void leavesAnAlertToARunOfTheFirstVersionThatIsAtIt() throws IOException {
    first.fill();

    assertThatThrownBy(() -> deliver("at-work")).isInstanceOf(AlertInProgressException.class);
  }

  @Test
  void countsAnAlertOnceThatTheFirstVersionExcepted() throws IOException {
    first.fill();
    Window window = Window.at(clock.instant(), WINDOW);
    LedgerKey.ForAlert key = new LedgerKey.ForAlert("excepted-1");

    assertThat(ledger().except(key, "nightly", summary("excepted-1"), window, clock.instant()))
        .isEqualTo(new Claim.Done(Outcome.Earlier.EXCEPTED));
    sweepForTwoHours();
    assertThat(published(Message.Kind.ALERT, "excepted-1")).isZero();
  }

  @Test
  void holdsWithinANewCapWhatTheFirstVersionLeftAndTellsOfIt() throws IOException {
    first.fill();
    limits = limits(2);
    sweepForTwoHours();

    assertThat(publisher.count(Message.Kind.ALERT)).isBetween(2L, 4L);
    assertThat(OPEN).allMatch(id -> deliver(id) instanceof Outcome.Duplicate);
    assertThat(publisher.count(Message.Kind.DIGEST)).isBetween(3L, 4L);
  }

  @Test
  void holdsMoreInAWindowInWhichTheFirstVersionHeldSome() throws IOException {
    first.fill();
    limits = limits(1);
    clock.set(Instant.parse("2026-03-01T10:19:00Z"));
    deliver("new-1");
    deliver("new-2");
    sweepForTwoHours();

    assertThat(digest(1)).as("with three that were waiting").contains("5 alerts held from 10:10Z");
    assertThat(digest(1)).as("the first version noted no rule").doesNotContain("RULES");
    assertThat(deliver("new-2")).isInstanceOf(Outcome.Duplicate.class);
  }

  // ---- what the first version finds ----

  @Test
  void leavesItsOpenEntriesToTheFirstVersionWithAllThatThatNeeds() {
    limits = limits(1);
    waiting("waiting");
    claim("claimed");
    deliver("sent");
    deliver("held");
    Window window = Window.at(clock.instant(), WINDOW);
    assertThat(first.takesOver(alert("claimed"), clock.instant())).as("live").isFalse();
    Instant later = clock.instant().plusSeconds(300);

    assertThat(first.takesOver(alert("claimed"), later)).as("lease over").isTrue();
    assertThat(first.takesOver(alert("waiting"), later)).isTrue();
    assertThat(first.takesOver(alert("sent"), later)).isFalse();
    assertThat(first.takesOver(alert("held"), later)).isFalse();
    assertThat(first.takesOver("notice#" + RULE + "#" + window.name(), later)).isFalse();
    assertThat(first.takesOver("digest#" + RULE + "#" + window.name(), later)).isTrue();
    assertNoOtherNamesAreDue();
  }

  @Test
  void leavesNothingToTheFirstVersionThatWasPerhapsSent() {
    limits = limits(1);
    publisher.losingAnswers(2);
    deliver("perhaps");
    deliver("held");
    Window window = Window.at(clock.instant(), WINDOW);
    String notice = "notice#" + RULE + "#" + window.name();
    for (int minutes = 1; minutes < 120; minutes += 7) {
      Instant later = clock.instant().plus(Duration.ofMinutes(minutes));
      assertThat(first.takesOver(alert("perhaps"), later)).isFalse();
      assertThat(first.takesOver(notice, later)).isFalse();
    }
    clock.set(window.end().plusSeconds(130));
    publisher.losingAnswers(3);
    sweep();

    Instant later = clock.instant().plus(Duration.ofHours(1));
    assertThat(first.takesOver("digest#" + RULE + "#" + window.name(), later)).isFalse();
    assertNoOtherNamesAreDue();
  }

  @Test
  void letsTheFirstVersionCompleteADigest() {
    Window window = Window.at(clock.instant(), WINDOW);
    LedgerKey digest = new LedgerKey.ForDigest(window);
    ledger().announce(window, summary("e1"), clock.instant(), clock.instant());
    ledger().postpone(granted(digest).completing(2), clock.instant());

    assertThat(first.takesOver("digest#" + RULE + "#" + window.name(), clock.instant())).isTrue();
  }

  @Test
  void goesOnWithAnAlertThatWentFromOneVersionToTheOtherAndBack() {
    waiting("e1");
    assertThat(first.takesOver(alert("e1"), clock.instant())).isTrue();
    first.postpones(alert("e1"), clock.instant());
    sweepForTwoHours();

    assertThat(published(Message.Kind.ALERT, "e1")).isEqualTo(1);
    assertThat(sweep().overdue()).isZero();
  }

  private void assertNoOtherNamesAreDue() {
    int due = 0;
    for (Map<String, AttributeValue> item :
        database.client().scan(scan -> scan.tableName(database.table())).items()) {
      AttributeValue queue = item.get("queue");
      if (queue != null && queue.s().equals("due")) {
        assertThat(FirstVersion.ruleOf(String.valueOf(Table.textOf(item, "pk")))).isEqualTo(RULE);
        due++;
      }
    }
    assertThat(due).isPositive();
  }

  private void claim(String id) {
    Instant now = clock.instant();
    String event = TestEvents.matching(id).text();
    ledger().claim(new LedgerKey.ForAlert(id), event, now, now.plusSeconds(30));
  }

  /** An alert whose run found no turn. */
  private void waiting(String id) {
    claim(id);
    clock.advance(Duration.ofSeconds(31));
    ledger().postpone(granted(new LedgerKey.ForAlert(id)), clock.instant());
  }

  private Claim.Granted granted(LedgerKey key) {
    Instant now = clock.instant();
    return (Claim.Granted) ledger().takeOver(key, now, now.plusSeconds(30));
  }

  private Outcome deliver(String id) {
    return wiring().delivery().deliver(TestEvents.matching(id), () -> Duration.ofSeconds(30));
  }

  private SweepReport sweep() {
    SweepReport report = wiring().sweep().run(() -> SWEEPS);
    assertThat(report.undeliverable()).isZero();
    return report;
  }

  private void sweepForTwoHours() {
    for (int i = 0; i < 24; i++) {
      assertThat(sweep().failures()).isEmpty();
      clock.advance(SWEEPS);
    }
  }

  private long published(Message.Kind kind, String id) {
    return publisher.published().stream()
        .filter(message -> message.kind() == kind)
        .filter(message -> (message.email() + message.machine()).contains(id))
        .count();
  }

  private String digest(int number) {
    return publisher.published().stream()
        .filter(message -> message.kind() == Message.Kind.DIGEST)
        .toList()
        .get(number)
        .email();
  }

  private static HeldAlert summary(String id) {
    return HeldAlert.of(TestRules.packaged(), TestEvents.matching(id));
  }

  private static String alert(String id) {
    return "alert#" + RULE + "#" + id;
  }

  private static Limits limits(int cap) {
    return new Limits(cap, 0, Limits.NO_PACE, WINDOW, Duration.ofHours(1));
  }

  private DynamoDbAlertLedger ledger() {
    return database.ledger(Duration.ofDays(16));
  }

  private Wiring wiring() {
    return Wiring.of(
        RuleCatalog.packaged(),
        Silences.none(),
        ledger(),
        publisher,
        limits,
        clock,
        clock::advance);
  }
}
