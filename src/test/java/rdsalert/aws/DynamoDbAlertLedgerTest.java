package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import rdsalert.delivery.AlertLedger;
import rdsalert.delivery.AlertLedgerContract;
import rdsalert.delivery.Claim;
import rdsalert.delivery.LedgerKey;
import rdsalert.delivery.Window;
import rdsalert.local.LocalLedger;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The real ledger, on DynamoDB Local in this process. */
class DynamoDbAlertLedgerTest extends AlertLedgerContract {
  private static final LocalLedger DATABASE = LocalLedger.start();
  private static final Duration RETENTION = Duration.ofDays(14);

  @AfterAll
  static void stop() {
    DATABASE.close();
  }

  @Override
  protected AlertLedger ledger() {
    return DATABASE.ledger(RETENTION);
  }

  @Test
  void forgetsAnAlertAfterItsRetentionEvenIfTheTableStillHasIt() {
    LedgerKey.ForAlert key = new LedgerKey.ForAlert("rule-retention", "e1");
    ledger().confirm((Claim.Granted) claim(key, NOW), "message-1", NOW);

    assertThat(claim(key, NOW.plus(RETENTION))).isInstanceOf(Claim.AlreadySent.class);
    assertThat(claim(key, NOW.plus(RETENTION).plusSeconds(1))).isInstanceOf(Claim.Granted.class);
  }

  @Test
  void dropsTheEventAndLeavesTheIndexOnceAnAlertIsSent() {
    LedgerKey.ForAlert key = new LedgerKey.ForAlert("rule-sent", "e1");
    ledger().confirm((Claim.Granted) claim(key, NOW), "message-1", NOW);

    assertThat(item("alert#rule-sent#e1"))
        .containsEntry("messageId", AttributeValue.fromS("message-1"))
        .containsEntry(
            "expiresAt", AttributeValue.fromN(Long.toString(NOW.plus(RETENTION).getEpochSecond())))
        .doesNotContainKeys("event", "queue", "dueAt", "leaseUntil");
  }

  @Test
  void readsItsKeysBack() {
    for (LedgerKey key :
        new LedgerKey[] {
          new LedgerKey.ForAlert("rule", "e1"),
          new LedgerKey.ForNotice("rule", Window.at(NOW, Duration.ofMinutes(10))),
          new LedgerKey.ForDigest("rule", Window.at(NOW, Duration.ofMinutes(60)))
        }) {
      assertThat(Keys.parse(Keys.of(key))).isEqualTo(key);
    }
  }

  private Claim claim(LedgerKey.ForAlert key, Instant now) {
    Window window = Window.at(now, Duration.ofMinutes(10));
    return ledger().claim(key, "{}", window, now, now.plusSeconds(30));
  }

  private static Map<String, AttributeValue> item(String pk) {
    return DATABASE
        .client()
        .getItem(get -> get.tableName(DATABASE.table()).key(Map.of("pk", AttributeValue.fromS(pk))))
        .item();
  }
}
