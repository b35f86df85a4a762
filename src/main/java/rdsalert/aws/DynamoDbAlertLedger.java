package rdsalert.aws;

import static rdsalert.aws.Table.*;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Alert.Position;
import rdsalert.briefing.Digest;
import rdsalert.briefing.HeldAlert;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.Share.Applicant;
import rdsalert.delivery.Window;
import rdsalert.delivery.Window.Limits;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The ledger in one DynamoDB table, by conditional writes of single items.
 *
 * <p>The index lists, under {@code queue = due}, what has to be done, by the time it is due; and
 * under a partition for each window what it held, by the time it came, what is urgent first.
 */
public final class DynamoDbAlertLedger extends Entries {
  /** The index's name, as the template creates it. */
  public static final String INDEX = "queue-dueAt";

  /** So often the store is asked for the time before a run gives up. */
  private static final int MOST_QUESTIONS = 3;

  /** The count of what a window held is the sum of so many items, which share a flood's writes. */
  private static final int COUNTS = 8;

  private static final String SECOND = "second";
  private static final String GIVEN = "given";

  /** A second further ahead was never real: clocks differ less, and no call takes so long. */
  private static final long NOT_REAL = 60;

  /** Seconds go by and other runs interfere; more rounds than this mean that something is wrong. */
  private static final int MOST_TURN_ROUNDS = 5;

  private static final Instant FOREVER = Instant.ofEpochMilli(Long.MAX_VALUE);

  private final Places places;
  private final @Nullable String region;

  /** Remembers alerts for the retention; the region is the table's, and null if not known. */
  public DynamoDbAlertLedger(
      DynamoDbClient client,
      String table,
      Duration retention,
      @Nullable String region,
      Consumer<Duration> pause) {
    super(new Table(client, table, pause), retention);
    this.places = new Places(this.table, retention);
    this.region = region;
  }

  /**
   * The time as the store tells it. If it has not told lately it is asked, by a read of something
   * that is not there; if it cannot tell promptly, the time is not known, and the source fails with
   * a {@link LedgerFailedException}.
   */
  public InstantSource timedBy(StoreClock clock) {
    return () -> {
      for (int asked = 0; !clock.isSynchronised(); asked++) {
        if (asked == MOST_QUESTIONS) {
          throw new LedgerFailedException("the store is too slow to tell the time", true, null);
        }
        table.get("clock");
      }
      return clock.instant();
    };
  }

  @Override
  public Optional<Position> admit(
      Claim.Granted claim, Applicant applicant, Window window, Limits limits) {
    return places.admit(claim, applicant, window, limits);
  }

  /**
   * The turns of the present second are counted in one item for the whole stack, which no window
   * and no rule forgets. Its second only goes forward. A run whose clock is a little behind takes
   * its turn from the second that others are in already. A call whose answer got lost may waste a
   * turn, but never takes one too many.
   */
  @Override
  public boolean takeTurn(Limits limits, Instant now) {
    Table.Written written = firstOf(now.getEpochSecond());
    for (int round = 0; round < MOST_TURN_ROUNDS; round++) {
      if (written.done()) {
        return true;
      }
      long second = longOf(written.item(), SECOND, 0);
      long given = longOf(written.item(), GIVEN, 0);
      if (second >= now.getEpochSecond() && given >= limits.perSecond()) {
        return false;
      }
      written = nextOf(second, limits);
    }
    throw new LedgerFailedException("the pace's item is contended too much", true, null);
  }

  private Table.Written firstOf(long second) {
    return table.update(
        Keys.PACE,
        Map.of(SECOND, number(second), GIVEN, number(1)),
        "",
        "attribute_not_exists(pk) OR #second < :second OR #second > :notReal",
        Map.of(":notReal", number(second + NOT_REAL)));
  }

  private Table.Written nextOf(long second, Limits limits) {
    return table.update(
        Keys.PACE,
        Map.of(SECOND, number(second)),
        "ADD given :one",
        "#second = :second AND given < :most",
        Map.of(":most", number(limits.perSecond()), ":one", number(1)));
  }

  /** The notice is put last: where it is, the digest is too, and a read costs no write. */
  @Override
  public boolean announce(Window window, HeldAlert first, Instant digestDue, Instant now) {
    if (read(new LedgerKey.ForNotice(window)).exists()) {
      return false;
    }
    enqueue(new LedgerKey.ForDigest(window), digestDue, now, first);
    return enqueue(new LedgerKey.ForNotice(window), now, now, first);
  }

  /** A call whose answer got lost is repeated: better one too many than one too few. */
  @Override
  public void count(Claim.Granted claim, Window window) {
    int item = Math.floorMod(Keys.of(claim.key()).hashCode(), COUNTS);
    table.update(
        Keys.count(window, item),
        Map.of(EntryItem.EXPIRES_AT, expiry(window.end())),
        "ADD held :one",
        "",
        Map.of(":one", number(1)));
  }

  @Override
  public int counted(Window window) {
    return IntStream.range(0, COUNTS)
        .map(item -> (int) longOf(table.get(Keys.count(window, item)), "held", 0))
        .sum();
  }

  @Override
  public boolean isHeld(String callId, Window window) {
    return read(new LedgerKey.ForAlert(callId)).isHeldIn(window);
  }

  @Override
  public boolean isOut(LedgerKey key) {
    return read(key).isOut();
  }

  @Override
  public void due(Instant now, Predicate<Due> reader) {
    each(Keys.DUE, now, item -> reader.test(item.due()));
  }

  @Override
  public void held(Window window, Predicate<HeldAlert> reader) {
    each(
        Keys.held(window),
        FOREVER,
        item -> {
          HeldAlert summary = item.summary();
          return summary == null || reader.test(summary);
        });
  }

  @Override
  public void excepted(Window window, Predicate<String> reader) {
    each(Keys.excepted(window), FOREVER, item -> reader.test(item.exceptionId()));
  }

  @Override
  public Digest.Listing listing(Window window) {
    return new Digest.Listing(table.name(), INDEX, EntryItem.QUEUE, Keys.held(window), region);
  }

  /** Shows what a partition of the index lists up to a time, until the reader returns false. */
  private void each(String partition, Instant until, Predicate<EntryItem> reader) {
    QueryRequest.Builder query =
        QueryRequest.builder()
            .indexName(INDEX)
            .keyConditionExpression("#queue = :queue AND dueAt <= :now")
            .expressionAttributeNames(Map.of("#queue", EntryItem.QUEUE))
            .expressionAttributeValues(Map.of(":queue", fromS(partition), ":now", millis(until)));
    QueryResponse page;
    do {
      page = table.query(query);
      for (Map<String, AttributeValue> item : page.items()) {
        if (!reader.test(new EntryItem(item))) {
          return;
        }
      }
      query.exclusiveStartKey(page.lastEvaluatedKey());
    } while (!page.lastEvaluatedKey().isEmpty());
  }
}
