package rdsalert.aws;

import static rdsalert.aws.Attributes.longOf;
import static rdsalert.aws.Attributes.millis;
import static rdsalert.aws.Attributes.text;
import static rdsalert.aws.Attributes.textOf;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Digest;
import rdsalert.briefing.HeldAlert;
import rdsalert.delivery.AlertLedger;
import rdsalert.delivery.AlertLedger.Admission;
import rdsalert.delivery.Claim;
import rdsalert.delivery.Claim.Tries;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.LedgerKey;
import rdsalert.delivery.Limits;
import rdsalert.delivery.Share.Applicant;
import rdsalert.delivery.Window;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The ledger in one DynamoDB table, by conditional writes of single items.
 *
 * <p>An entry is claimed, gets a place and a turn, is announced before it is published, and then
 * confirmed or postponed: each step is one write, which is refused without the lease.
 *
 * <p>An alert without a place is <em>counted</em> and then <em>held</em>. The index lists, under
 * {@code queue = due}, what has to be done, by the time it is due; and under a partition for each
 * window what it held, by the time it came, what is urgent first.
 */
public final class DynamoDbAlertLedger implements AlertLedger {
  /** The index's name, as the template creates it. */
  public static final String INDEX = "queue-dueAt";

  /** So often the store is asked for the time before a run gives up. */
  private static final int MOST_QUESTIONS = 3;

  static final Consumer<Duration> NO_PAUSE = _ -> {};

  private final Table table;
  private final Entries entries;
  private final Places places;
  private final Pace pace;
  private final Counts counts;
  private final @Nullable String region;

  /**
   * @param retention how long an alert is remembered after it was dealt with
   * @param region the table's Region, null where it is not known
   */
  public DynamoDbAlertLedger(
      DynamoDbClient client, String table, Duration retention, @Nullable String region) {
    this(client, table, retention, region, () -> UUID.randomUUID().toString(), NO_PAUSE);
  }

  /**
   * @param tokens prove that a lease is this run's own: no two may ever be the same
   * @param pause before a call is repeated for which the store was too busy
   */
  public DynamoDbAlertLedger(
      DynamoDbClient client,
      String table,
      Duration retention,
      @Nullable String region,
      Supplier<String> tokens,
      Consumer<Duration> pause) {
    this.table = new Table(client, table, pause);
    this.entries = new Entries(this.table, retention, tokens);
    this.places = new Places(this.table, retention);
    this.pace = new Pace(this.table);
    this.counts = new Counts(this.table, retention);
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
  public Claim claim(LedgerKey.ForAlert key, String event, Instant now, Instant leaseUntil) {
    return entries.claim(key, event, now, leaseUntil);
  }

  @Override
  public Claim takeOver(LedgerKey key, Instant now, Instant leaseUntil) {
    return entries.takeOver(key, now, leaseUntil);
  }

  @Override
  public Admission admit(Claim.Granted claim, Applicant applicant, Window window, Limits limits) {
    return places.admit(claim, applicant, window, limits);
  }

  @Override
  public boolean takeTurn(Limits limits, Instant now) {
    return pace.takeTurn(limits, now);
  }

  @Override
  public void announceTry(Claim.Granted claim, Tries tries) {
    entries.announceTry(claim, tries);
  }

  @Override
  public void confirm(Claim.Granted claim, String messageId, Instant now) {
    entries.confirm(claim, messageId, now);
  }

  @Override
  public void postpone(Claim.Granted claim, Instant dueAt, @Nullable String error) {
    entries.postpone(claim, dueAt, error);
  }

  /** The notice is put last: where it is, the digest is too, and a read costs no write. */
  @Override
  public boolean announce(Window window, HeldAlert first, Instant digestDue, Instant now) {
    if (entries.read(new LedgerKey.ForNotice(window)).exists()) {
      return false;
    }
    entries.enqueue(new LedgerKey.ForDigest(window), window, digestDue, now, first);
    return entries.enqueue(new LedgerKey.ForNotice(window), window, now, now, first);
  }

  @Override
  public void count(Claim.Granted claim, Window window) {
    counts.add(claim.key(), window);
  }

  @Override
  public void hold(Claim.Granted claim, Window window, HeldAlert summary, Instant now) {
    entries.hold(claim, window, summary, now);
  }

  @Override
  public int counted(Window window) {
    return counts.of(window);
  }

  @Override
  public boolean isHeld(String callId, Window window) {
    return entries.read(new LedgerKey.ForAlert(callId)).isHeldIn(window);
  }

  @Override
  public boolean isOut(LedgerKey key) {
    return entries.read(key).isOut();
  }

  @Override
  public void reopen(Claim.Granted digest, int told, Instant dueAt) {
    entries.reopen(digest, told, dueAt);
  }

  @Override
  public void due(Instant now, Predicate<Due> reader) {
    eachInIndex(
        query("#queue = :queue AND dueAt <= :now")
            .expressionAttributeValues(Map.of(":queue", text(Keys.DUE), ":now", millis(now))),
        item ->
            reader.test(
                new Due(
                    Keys.parse(String.valueOf(textOf(item, EntryItem.PK))),
                    Instant.ofEpochMilli(longOf(item, EntryItem.DUE_AT, 0)))));
  }

  @Override
  public void held(Window window, Predicate<HeldAlert> reader, Predicate<String> unreadable) {
    eachIn(
        Keys.held(window),
        item -> {
          HeldAlert summary = Summaries.read(item.get(EntryItem.SUMMARY));
          return summary == null
              ? unreadable.test(String.valueOf(textOf(item, EntryItem.PK)))
              : reader.test(summary);
        });
  }

  private void eachIn(String partition, Predicate<Map<String, AttributeValue>> reader) {
    eachInIndex(
        query("#queue = :queue").expressionAttributeValues(Map.of(":queue", text(partition))),
        reader);
  }

  @Override
  public Noted except(
      LedgerKey.ForAlert key, String exceptionId, HeldAlert summary, Window window, Instant now) {
    return entries.except(key, exceptionId, summary, window, now);
  }

  @Override
  public void excepted(Window window, Predicate<String> reader) {
    eachIn(
        Keys.excepted(window),
        item -> reader.test(Summaries.exception(item.get(EntryItem.SUMMARY))));
  }

  @Override
  public Digest.@Nullable Listing listing(Window window) {
    return new Digest.Listing(table.name(), INDEX, EntryItem.QUEUE, Keys.held(window), region);
  }

  private static QueryRequest.Builder query(String condition) {
    return QueryRequest.builder()
        .indexName(INDEX)
        .keyConditionExpression(condition)
        .expressionAttributeNames(Map.of("#queue", EntryItem.QUEUE));
  }

  private void eachInIndex(
      QueryRequest.Builder query, Predicate<Map<String, AttributeValue>> reader) {
    Map<String, AttributeValue> from = Map.of();
    do {
      QueryResponse page = table.query(query.exclusiveStartKey(from.isEmpty() ? null : from));
      for (Map<String, AttributeValue> item : page.items()) {
        if (!reader.test(item)) {
          return;
        }
      }
      from = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
    } while (!from.isEmpty());
  }
}
