package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.Wiring;
import rdsalert.briefing.HeldAlert;
import rdsalert.delivery.AlertLedger;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.AlertLedgerContract;
import rdsalert.delivery.AlertPublisher.Topic;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.Share.Applicant;
import rdsalert.delivery.Sweep.SweepReport;
import rdsalert.delivery.Window;
import rdsalert.delivery.Window.Limits;
import rdsalert.local.LocalLedger;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences;
import rdsalert.testing.RecordingPublisher;
import rdsalert.testing.SettableClock;
import rdsalert.testing.TestEvents;
import rdsalert.testing.TestRules;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The real ledger, on DynamoDB Local in this process. */
class DynamoDbAlertLedgerTest extends AlertLedgerContract {
  private static final LocalLedger DATABASE = LocalLedger.start();
  private static final String RULE = "378f9024-8a0c-46a5-aa08-ce147ac73a4e";

  @AfterAll
  static void stop() {
    DATABASE.close();
  }

  private static int tables;

  private String table = "";

  /** Each test has a table of its own. */
  @Override
  protected AlertLedger ledger() {
    if (table.isEmpty()) {
      table = "ledger-" + ++tables;
      DATABASE.client().createTable(LocalLedger.tableNamed(table));
    }
    return new DynamoDbAlertLedger(DATABASE.client(), table, RETENTION, null, _ -> {});
  }

  @Test
  void dropsTheEventAndLeavesTheIndexOnceAnAlertIsSent() {
    ledger().confirm((Claim.Granted) claim("e1"), "message-1", NOW);

    assertThat(item("alert#" + RULE + "#e1"))
        .containsEntry("messageId", AttributeValue.fromS("message-1"))
        .containsEntry(
            "expiresAt", AttributeValue.fromN(Long.toString(NOW.plus(RETENTION).getEpochSecond())))
        .doesNotContainKeys("event", "queue", "dueAt", "leaseUntil");
  }

  @Test
  void knowsItsOwnWriteWhenTheAnswerGotLost() {
    Instant later = NOW.plus(RETENTION).plusSeconds(1);
    Window window = Window.at(later, Duration.ofMinutes(10));
    LedgerKey.ForAlert key = new LedgerKey.ForAlert("e1");
    HeldAlert summary = HeldAlert.of(TestRules.packaged(), TestEvents.anyMatchingEvent());
    ledger().except(key, "old", summary, WINDOW, NOW);

    assertThat(losingTheAnswerOf("putItem", 2).except(key, "one", summary, window, later))
        .isInstanceOf(Claim.Gone.class);
    assertThat(losingTheAnswerOf("putItem", 2).claim(key, "{}", later, later.plusSeconds(30)))
        .isInstanceOf(Claim.Granted.class);
  }

  @Test
  void keepsThePlaceOfAnAdmissionWhoseAnswerGotLost() {
    Applicant applicant = new Applicant("caller", "rule", "123456789012", false, false);
    Limits limits = new Limits(1, 0, 5, Duration.ofMinutes(10), Duration.ofHours(1));
    Claim.Granted claim = (Claim.Granted) claim("e1");

    assertThat(losingTheAnswerOf("updateItem", 1).admit(claim, applicant, WINDOW, limits))
        .isPresent();
    assertThat(ledger().admit((Claim.Granted) claim("e2"), applicant, WINDOW, limits)).isEmpty();
  }

  @Test
  void letsATurnOfTheFutureNotStopTheRest() {
    Limits one = new Limits(10, 0, 1, Duration.ofMinutes(10), Duration.ofHours(1));
    ledger().takeTurn(one, NOW.plusSeconds(291));

    assertThat(ledger().takeTurn(one, NOW)).isTrue();
    assertThat(ledger().takeTurn(one, NOW)).isFalse();
  }

  @Test
  void setsTheSecondNotBackForARunThatAsksLate() {
    Limits one = new Limits(10, 0, 1, Duration.ofMinutes(10), Duration.ofHours(1));
    ledger().takeTurn(one, NOW.plusSeconds(6));

    assertThat(ledger().takeTurn(one, NOW)).isFalse();
    assertThat(ledger().takeTurn(one, NOW.plusSeconds(6))).isFalse();
  }

  @Test
  void showsWhatIsDueBehindAnEntryWithATimeThatIsNoWholeNumber() {
    claim("e1");
    Map<String, AttributeValue> byHand =
        Map.of(
            "pk", AttributeValue.fromS("by-hand"),
            "queue", AttributeValue.fromS("due"),
            "dueAt", AttributeValue.fromN("1.5"));
    DATABASE.client().putItem(put -> put.tableName(table).item(byHand));

    List<LedgerKey> due = new ArrayList<>();
    ledger().due(NOW.plusSeconds(60), entry -> due.add(entry.key()));

    assertThat(due)
        .containsExactly(new LedgerKey.Unreadable("by-hand"), new LedgerKey.ForAlert("e1"));
  }

  /** Passed over, it would stay due for ever, and no failure would name it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "of the future"})
  void failsLoudlyOnAnEntryInNoStateThatIsKnown(String state) {
    claim("e1");
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("pk", AttributeValue.fromS("alert#" + RULE + "#e1"));
    item.put("queue", AttributeValue.fromS("due"));
    item.put("dueAt", AttributeValue.fromN("1"));
    if (!state.isEmpty()) {
      item.put("state", AttributeValue.fromS(state));
    }
    DATABASE.client().putItem(put -> put.tableName(table).item(item));

    assertThatThrownBy(
            () -> ledger().takeOver(new LedgerKey.ForAlert("e1"), NOW, NOW.plusSeconds(35)))
        .isInstanceOf(LedgerFailedException.class)
        .hasMessageContaining("alert#" + RULE + "#e1 is in no state that is known");
  }

  @ParameterizedTest
  @ValueSource(strings = {"severity", "urgent", "eventTime", "actor"})
  void tellsOfAWindowThoughSummariesCannotBeRead(String attribute) {
    SettableClock clock = SettableClock.atWindowStart();
    RecordingPublisher publisher = new RecordingPublisher();
    Limits one = new Limits(1, 0, 100, Duration.ofMinutes(10), Duration.ofHours(1));
    Wiring wiring =
        Wiring.of(
            RuleCatalog.packaged(),
            Silences.none(),
            ledger(),
            publisher,
            one,
            clock,
            clock::advance);
    deliver(wiring, "e1");
    publisher.failingTimes(3);
    assertThatThrownBy(() -> deliver(wiring, "e2")).hasMessageContaining("publishing failed");
    deliver(wiring, "e3");
    String window = Window.at(clock.instant(), one.window()).name();
    for (String pk :
        List.of("alert#" + RULE + "#e2", named("notice", window), named("digest", window))) {
      garble(pk, attribute);
    }
    clock.advance(Duration.ofMinutes(20));

    SweepReport report = wiring.sweep().run(() -> Duration.ofMinutes(5));

    assertThat(report.published().notices()).isEqualTo(1);
    assertThat(report.published().digests()).isEqualTo(1);
    assertThat(publisher.published().getLast().email()).contains("At most 2 alerts held");
    assertThat(report.failures()).isEmpty();
  }

  private static String named(String kind, String window) {
    return kind + "#" + RULE + "#" + window;
  }

  private static void deliver(Wiring wiring, String eventId) {
    wiring.delivery().deliver(TestEvents.matching(eventId), () -> Duration.ofSeconds(30));
  }

  /** Leaves a value that a later version may have written, in place of a part of a summary. */
  private void garble(String pk, String attribute) {
    Map<String, AttributeValue> item = new HashMap<>(item(pk));
    Map<String, AttributeValue> summary =
        new HashMap<>(Objects.requireNonNull(item.get("summary")).m());
    summary.put(
        attribute,
        attribute.equals("urgent")
            ? AttributeValue.fromSs(List.of("SOMETHING_NEW"))
            : AttributeValue.fromN("7"));
    item.put("summary", AttributeValue.fromM(summary));
    DATABASE.client().putItem(put -> put.tableName(table).item(item));
  }

  @Test
  void leavesAnExpiredAlertToTheRunThatIsAtIt() {
    claim("e1");
    Instant late = NOW.plus(RETENTION).plusSeconds(1);
    ledger().takeOver(new LedgerKey.ForAlert("e1"), late, late.plusSeconds(30));

    assertThat(ledger().claim(new LedgerKey.ForAlert("e1"), "{}", late, late.plusSeconds(30)))
        .isInstanceOf(Claim.Open.class);
  }

  /** The n-th such call takes effect, and its answer does not arrive. */
  private AlertLedger losingTheAnswerOf(String call, int n) {
    AtomicInteger calls = new AtomicInteger();
    DynamoDbClient losing =
        (DynamoDbClient)
            Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                  boolean counts = method.getName().equals(call);
                  int number = counts ? calls.incrementAndGet() : 0;
                  try {
                    Object answer = method.invoke(DATABASE.client(), arguments);
                    if (number == n) {
                      throw SdkClientException.create("the answer got lost");
                    }
                    return answer;
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return new DynamoDbAlertLedger(losing, table, RETENTION, null, _ -> {});
  }

  @Test
  void readsItsKeysBack() {
    for (LedgerKey key :
        new LedgerKey[] {
          new LedgerKey.ForAlert("e1"),
          new LedgerKey.ForNotice(Window.at(NOW, Duration.ofMinutes(10))),
          new LedgerKey.ForDigest(Window.at(NOW, Duration.ofMinutes(60))),
          new LedgerKey.ForProof("2026-W48", Topic.WATCH),
          new LedgerKey.Unreadable("proof#" + RULE + "#2026-W48"),
          new LedgerKey.Unreadable("digest#" + RULE + "#2026-03-01T10:00:00Z/PT10M/2"),
          new LedgerKey.Unreadable("digest#another-rule#2026-03-01T10:00:00Z/PT10M"),
          new LedgerKey.Unreadable("#"),
          new LedgerKey.Unreadable("")
        }) {
      assertThat(Keys.parse(Keys.of(key))).isEqualTo(key);
    }
  }

  private Claim claim(String callId) {
    return ledger().claim(new LedgerKey.ForAlert(callId), "{}", NOW, NOW.plusSeconds(30));
  }

  private Map<String, AttributeValue> item(String pk) {
    return DATABASE
        .client()
        .getItem(get -> get.tableName(table).key(Map.of("pk", AttributeValue.fromS(pk))))
        .item();
  }
}
