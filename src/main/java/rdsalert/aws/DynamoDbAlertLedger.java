package rdsalert.aws;

import static rdsalert.aws.Attributes.longOf;
import static rdsalert.aws.Attributes.millis;
import static rdsalert.aws.Attributes.text;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rdsalert.alert.Digest;
import rdsalert.alert.HeldAlert;
import rdsalert.delivery.Admission;
import rdsalert.delivery.AlertLedger;
import rdsalert.delivery.Claim;
import rdsalert.delivery.LedgerKey;
import rdsalert.delivery.Limits;
import rdsalert.delivery.Pause;
import rdsalert.delivery.Window;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The ledger in one DynamoDB table, by conditional writes of single items.
 *
 * <ol>
 *   <li><em>claim</em>: put the alert's item if it is absent or expired, with a lease. Refused, the
 *       item tells whether the alert was dealt with, is being worked on, or can be taken over.
 *   <li><em>admit</em>: one conditional update of the window's item.
 *   <li><em>publish</em> is not the ledger's business.
 *   <li><em>confirm</em>, <em>postpone</em> or <em>hold</em>: one update, refused without the
 *       lease.
 * </ol>
 *
 * <p>The index lists, under {@code queue = due}, what has to be done, by the time it is due; and
 * under {@code queue = held#RULE#WINDOW} what a window held, by the time it came.
 */
public final class DynamoDbAlertLedger implements AlertLedger {
  /** The index's name, as the template creates it. */
  public static final String INDEX = "queue-dueAt";

  static final Pause NO_PAUSE = _ -> {};

  private final Table table;
  private final Entries entries;
  private final Windows windows;
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
      Pause pause) {
    this(client, table, retention, region, tokens, pause, WindowItem.PAGE);
  }

  DynamoDbAlertLedger(
      DynamoDbClient client,
      String table,
      Duration retention,
      @Nullable String region,
      Supplier<String> tokens,
      Pause pause,
      int pageSize) {
    this.table = new Table(client, table, pause);
    this.entries = new Entries(this.table, retention, tokens);
    this.windows = new Windows(this.table, retention, pageSize);
    this.region = region;
  }

  /**
   * The time as the store tells it. If it has not told lately it is asked, by a read of something
   * that is not there.
   */
  public InstantSource timedBy(StoreClock clock) {
    return () -> {
      if (!clock.isSynchronised()) {
        table.get("clock");
      }
      return clock.instant();
    };
  }

  @Override
  public Claim claim(
      LedgerKey.ForAlert key, String event, Window window, Instant now, Instant leaseUntil) {
    return entries.claim(key, event, window, now, leaseUntil);
  }

  @Override
  public Claim takeOver(LedgerKey key, Instant now, Instant leaseUntil) {
    return entries.takeOver(key, now, leaseUntil);
  }

  @Override
  public Admission admit(Claim.Granted claim, String actor, Limits limits, Instant now) {
    return windows.admit(claim, actor, limits, now);
  }

  @Override
  public void move(Claim.Granted claim, Window to) {
    entries.move(claim, to);
  }

  @Override
  public boolean isAdmitted(Claim.Granted claim) {
    return windows.isAdmitted(claim);
  }

  @Override
  public boolean pace(String ruleId, Window window, Limits limits, Instant now) {
    return windows.pace(ruleId, window, limits, now);
  }

  @Override
  public void confirm(Claim.Granted claim, String messageId, Instant now) {
    entries.confirm(claim, messageId, now);
  }

  @Override
  public void postpone(
      Claim.Granted claim, OptionalInt number, Instant dueAt, @Nullable String error) {
    entries.postpone(claim, number, dueAt, error);
  }

  /**
   * The window is marked last: a run that dies before leaves the next one to do all of it again.
   */
  @Override
  public void announce(Claim.Granted claim, HeldAlert first, Instant digestDue, Instant now) {
    String ruleId = claim.key().ruleId();
    Window window = claim.window();
    LedgerKey digest = new LedgerKey.ForDigest(ruleId, window);
    LedgerKey notice = new LedgerKey.ForNotice(ruleId, window);
    entries.enqueue(digest, window, digestDue, now, first);
    entries.enqueue(notice, window, now, now, first);
    windows.announced(ruleId, window);
  }

  @Override
  public void hold(Claim.Granted claim, HeldAlert summary, Instant now) {
    entries.hold(claim, summary, now);
  }

  @Override
  public void due(Instant now, Predicate<Due> reader) {
    eachInIndex(
        query("#queue = :queue AND dueAt <= :now")
            .expressionAttributeValues(Map.of(":queue", text(Keys.DUE), ":now", millis(now))),
        item ->
            reader.test(
                new Due(
                    Keys.parse(String.valueOf(Attributes.textOf(item, Entries.PK))),
                    Instant.ofEpochMilli(longOf(item, Entries.DUE_AT, 0)))));
  }

  @Override
  public void held(String ruleId, Window window, Consumer<HeldAlert> reader) {
    eachSummary(
        Keys.held(ruleId, window),
        summary -> {
          reader.accept(Summaries.read(summary));
          return true;
        });
  }

  private void eachSummary(String partition, Predicate<AttributeValue> reader) {
    eachInIndex(
        query("#queue = :queue").expressionAttributeValues(Map.of(":queue", text(partition))),
        item -> {
          AttributeValue summary = item.get(Entries.SUMMARY);
          return summary == null || reader.test(summary);
        });
  }

  @Override
  public Noted except(
      LedgerKey.ForAlert key, String exceptionId, HeldAlert summary, Window window, Instant now) {
    return entries.except(key, exceptionId, summary, window, now);
  }

  @Override
  public void excepted(String ruleId, Window window, Predicate<String> reader) {
    eachSummary(
        Keys.excepted(ruleId, window), summary -> reader.test(Summaries.exception(summary)));
  }

  @Override
  public Digest.@Nullable Listing listing(String ruleId, Window window) {
    return new Digest.Listing(
        table.name(), INDEX, Entries.QUEUE, Keys.held(ruleId, window), region);
  }

  private static QueryRequest.Builder query(String condition) {
    return QueryRequest.builder()
        .indexName(INDEX)
        .keyConditionExpression(condition)
        .expressionAttributeNames(Map.of("#queue", Entries.QUEUE));
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
