package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import rdsalert.alert.HeldAlert;
import rdsalert.delivery.AlertLedger;
import rdsalert.delivery.AlertLedgerContract;
import rdsalert.delivery.Claim;
import rdsalert.delivery.LedgerKey;
import rdsalert.delivery.Window;
import rdsalert.local.LocalLedger;
import rdsalert.testing.TestEvents;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The real ledger, on DynamoDB Local in this process. */
class DynamoDbAlertLedgerTest extends AlertLedgerContract {
  private static final LocalLedger DATABASE = LocalLedger.start();

  @AfterAll
  static void stop() {
    DATABASE.close();
  }

  @Override
  protected AlertLedger ledger() {
    return DATABASE.ledger(RETENTION);
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
  void knowsItsOwnWriteWhenTheAnswerGotLost() {
    Instant later = NOW.plus(RETENTION).plusSeconds(1);
    Window window = Window.at(later, Duration.ofMinutes(10));
    LedgerKey.ForAlert key = new LedgerKey.ForAlert("rule-lost", "e1");
    HeldAlert summary = HeldAlert.of(TestEvents.anyMatchingEvent());
    ledger().except(key, "old", summary, Window.at(NOW, Duration.ofMinutes(10)), NOW);

    assertThat(losingTheAnswerOfPut(2).except(key, "one", summary, window, later))
        .isEqualTo(AlertLedger.Noted.FIRST);
    assertThat(losingTheAnswerOfPut(2).claim(key, "{}", window, later, later.plusSeconds(30)))
        .isInstanceOf(Claim.Granted.class);
  }

  /** The n-th write takes effect, and its answer does not arrive. */
  private static AlertLedger losingTheAnswerOfPut(int n) {
    AtomicInteger puts = new AtomicInteger();
    DynamoDbClient losing =
        (DynamoDbClient)
            Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                  boolean isPut = method.getName().equals("putItem");
                  int put = isPut ? puts.incrementAndGet() : 0;
                  try {
                    Object answer = method.invoke(DATABASE.client(), arguments);
                    if (put == n) {
                      throw SdkClientException.create("the answer got lost");
                    }
                    return answer;
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return new DynamoDbAlertLedger(
        losing,
        DATABASE.table(),
        RETENTION,
        null,
        new LeaseTokens(SecureRandom::new),
        DynamoDbAlertLedger.NO_PAUSE);
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
