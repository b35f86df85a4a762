package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.aws.Table.millis;
import static rdsalert.aws.Table.number;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.local.LocalLedger;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A replay of an event whose item is past its time, but not deleted yet. */
class ExpiredItemTest {
  private static final LocalLedger DATABASE = LocalLedger.start();
  private static final Duration RETENTION = Duration.ofDays(16);
  private static final Instant NOW = Instant.parse("2026-03-01T10:03:00Z");

  private final DynamoDbAlertLedger ledger = DATABASE.ledger(RETENTION);

  @AfterAll
  static void stop() {
    DATABASE.close();
  }

  /** A lease of 0 is one that was given back; empty where the state has none. */
  @ParameterizedTest
  @CsvSource({
    "claimed, 30, Open",
    "claimed, -1, Granted",
    "claimed, , Granted",
    "admitted, 30, Open",
    "admitted, -1, Granted",
    "perhapsSent, 30, Open",
    "perhapsSent, -1, Granted",
    "sent, , Granted",
    "held, , Granted",
    "excepted, , Granted"
  })
  void isNewUnlessARunIsAtIt(String state, @Nullable Integer leaseSeconds, String answer) {
    String id = state + "-" + leaseSeconds;
    put(id, state, leaseSeconds == null ? null : NOW.plusSeconds(leaseSeconds));

    Claim claim = claim(id);

    assertThat(claim.getClass().getSimpleName()).isEqualTo(answer);
    assertThat(claim(id)).as("a second replay").isInstanceOf(Claim.Open.class);
  }

  @ParameterizedTest
  @CsvSource({"claimed", "admitted", "perhapsSent"})
  void isTheSweepsIfThatWasFirst(String state) {
    String id = "swept-" + state;
    put(id, state, NOW.minusSeconds(1));

    assertThat(ledger.takeOver(new LedgerKey.ForAlert(id), NOW, NOW.plusSeconds(125)))
        .isInstanceOf(Claim.Granted.class);
    assertThat(claim(id)).isInstanceOf(Claim.Open.class);
  }

  private Claim claim(String id) {
    return ledger.claim(new LedgerKey.ForAlert(id), "{}", NOW, NOW.plusSeconds(35));
  }

  private static void put(String id, String state, @Nullable Instant lease) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("pk", fromS(Keys.of(new LedgerKey.ForAlert(id))));
    item.put("state", fromS(state));
    item.put("token", fromS("another-run"));
    item.put("event", Table.compressed("{}"));
    item.put("expiresAt", number(NOW.getEpochSecond() - 1));
    if (lease != null) {
      item.put("leaseUntil", millis(lease));
      item.put("dueAt", millis(lease));
      item.put("queue", fromS("due"));
    }
    DATABASE.client().putItem(put -> put.tableName(DATABASE.table()).item(item));
  }
}
