package rdsalert.aws;

import static rdsalert.aws.Attributes.*;
import static rdsalert.aws.EntryItem.*;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.HeldAlert;
import rdsalert.delivery.AlertLedger;
import rdsalert.delivery.Claim;
import rdsalert.delivery.Claim.Tries;
import rdsalert.delivery.DeliveryException.LeaseLostException;
import rdsalert.delivery.LedgerKey;
import rdsalert.delivery.Window;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The part of the ledger that keeps alerts, notices and digests, each in an item.
 *
 * <p>An item is <em>claimed</em>, becomes <em>perhaps sent</em> before each attempt to publish it,
 * and ends as <em>sent</em> or <em>held</em>; or it is <em>excepted</em> and never claimed. As long
 * as something has to be done it has {@code queue} and {@code dueAt} and so stands in the index. A
 * write proves by a {@code token} that the lease is its own.
 *
 * <p>The first version's <em>admitted</em>, for a claim that had its place, is read as claimed.
 */
abstract sealed class Entries implements AlertLedger permits DynamoDbAlertLedger {
  private static final String MINE = "#token = :token";

  final Table table;
  private final Duration retention;
  private final Supplier<String> tokens;

  Entries(Table table, Duration retention, Supplier<String> tokens) {
    this.table = table;
    this.retention = retention;
    this.tokens = tokens;
  }

  @Override
  public Claim claim(LedgerKey key, String event, Instant now, Instant leaseUntil) {
    Map<String, AttributeValue> item = entry(key, CLAIMED, now);
    item.put(LEASE_UNTIL, millis(leaseUntil));
    item.put(DUE_AT, millis(leaseUntil));
    item.put(EVENT, Attributes.compressed(event));
    EntryItem there = put(item, old -> old.hasExpired(now) || old.isExcepted(), now);
    return there.isOf(item) ? there.granted(key, false) : there.notMine();
  }

  @Override
  public Noted except(
      LedgerKey.ForAlert key, String exceptionId, HeldAlert summary, Window window, Instant now) {
    Map<String, AttributeValue> item = entry(key, EXCEPTED, now);
    item.put(QUEUE, text(Keys.excepted(window)));
    item.put(DUE_AT, millis(now));
    item.put(SUMMARY, Summaries.write(summary, exceptionId));
    EntryItem there = put(item, old -> old.hasExpired(now), now);
    return there.isOf(item) ? Noted.FIRST : there.isExcepted() ? Noted.BEFORE : Noted.TAKEN_UP;
  }

  /** Puts a notice or digest, which waits until it is due; false if it was there before. */
  boolean enqueue(LedgerKey.ForReport key, Instant dueAt, Instant now, HeldAlert first) {
    Map<String, AttributeValue> item = entry(key, CLAIMED, now);
    item.put(WINDOW, seconds(key.window().start()));
    item.put(WINDOW_SECONDS, number(key.window().length().toSeconds()));
    item.put(LEASE_UNTIL, number(0));
    item.put(DUE_AT, millis(dueAt));
    item.put(SUMMARY, Summaries.write(first, null));
    return put(item, _ -> false, now).isOf(item);
  }

  private Map<String, AttributeValue> entry(LedgerKey key, String state, Instant now) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(PK, text(Keys.of(key)));
    item.put(STATE, text(state));
    item.put(TOKEN, text(tokens.get()));
    item.put(QUEUE, text(Keys.DUE));
    item.put(RAISED_AT, millis(now));
    item.put(EXPIRES_AT, expiry(now));
    return item;
  }

  /**
   * Puts an item where there is none, or in the place of an obsolete one, and tells what is there
   * then. An answer may have got lost: what refuses the write can be what this very call has
   * written.
   */
  private EntryItem put(
      Map<String, AttributeValue> item, Predicate<EntryItem> obsolete, Instant now) {
    PutItemRequest.Builder put =
        PutItemRequest.builder().item(item).conditionExpression("attribute_not_exists(pk)");
    EntryItem there = new EntryItem(table.put(put).item());
    return there.isOf(item) || !obsolete.test(there) ? there : overwrite(item, there.item(), now);
  }

  /** Puts an item in the place of one that has not changed since it was read, and is not in use. */
  private EntryItem overwrite(
      Map<String, AttributeValue> item, Map<String, AttributeValue> old, Instant now) {
    PutItemRequest.Builder put =
        PutItemRequest.builder()
            .item(item)
            .conditionExpression(
                "expiresAt = :old AND #state = :state"
                    + " AND (attribute_not_exists(leaseUntil) OR leaseUntil < :now)")
            .expressionAttributeNames(Map.of("#state", STATE))
            .expressionAttributeValues(
                Map.of(
                    ":old", number(longOf(old, EXPIRES_AT, Long.MAX_VALUE)),
                    ":state", text(String.valueOf(textOf(old, STATE))),
                    ":now", millis(now)));
    return new EntryItem(table.put(put).item());
  }

  /** What was perhaps sent is left alone until it is due; a claim only needs a dead lease. */
  @Override
  public Claim takeOver(LedgerKey key, Instant now, Instant leaseUntil) {
    String token = tokens.get();
    UpdateItemRequest.Builder update =
        Table.updateOf(
            Keys.of(key),
            "SET #token = :token, leaseUntil = :lease, dueAt = :lease",
            "leaseUntil < :now AND (#state IN (:claimed, :admitted)"
                + " OR (#state = :perhapsSent AND dueAt <= :now))",
            Map.of(
                ":token", text(token),
                ":lease", millis(leaseUntil),
                ":now", millis(now),
                ":claimed", text(CLAIMED),
                ":admitted", text(ADMITTED),
                ":perhapsSent", text(PERHAPS_SENT)));
    Table.Written written = table.update(update);
    EntryItem there = new EntryItem(written.item());
    return written.done() || there.isOf(Map.of(TOKEN, text(token)))
        ? there.granted(key, true)
        : there.notMine();
  }

  @Override
  public void announceTry(Claim.Granted claim, Tries tries) {
    Instant last = Objects.requireNonNull(tries.last());
    write(
        claim,
        "SET #state = :perhapsSent, tries = :tries, lastTryAt = :last, dueAt = :next,"
            + " expiresAt = :expires",
        MINE,
        Map.of(
            ":perhapsSent", text(PERHAPS_SENT),
            ":tries", number(tries.made()),
            ":last", millis(last),
            ":next", millis(tries.next()),
            ":expires", expiry(tries.next())));
  }

  @Override
  public void confirm(Claim.Granted claim, String messageId, Instant now) {
    write(
        claim,
        "SET #state = :sent, messageId = :id, sentAt = :now, expiresAt = :expires"
            + " REMOVE #queue, dueAt, event, leaseUntil",
        MINE,
        Map.of(
            ":sent", text(SENT),
            ":id", text(messageId),
            ":now", millis(now),
            ":expires", expiry(now)));
  }

  @Override
  public void postpone(Claim.Granted claim, Instant dueAt, @Nullable String error) {
    Tries tries = claim.tries();
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":state", text(tries.last() == null ? CLAIMED : PERHAPS_SENT));
    values.put(":tries", number(tries.made()));
    values.put(":last", number(tries.last() == null ? 0 : tries.last().toEpochMilli()));
    values.put(":due", millis(dueAt));
    values.put(":expires", expiry(dueAt));
    values.put(":none", number(0));
    String set =
        "SET #state = :state, tries = :tries, lastTryAt = :last, leaseUntil = :none,"
            + " dueAt = :due, expiresAt = :expires";
    if (error != null) {
      set += ", lastError = :error, failures = if_not_exists(failures, :none) + :one";
      values.put(":error", text(error));
      values.put(":one", number(1));
    }
    write(claim, set, MINE, values);
  }

  @Override
  public void hold(Claim.Granted claim, Window window, HeldAlert summary, Instant now) {
    write(
        claim,
        "SET #state = :held, #queue = :queue, dueAt = :raised, summary = :summary,"
            + " expiresAt = :expires REMOVE leaseUntil",
        MINE + " AND (leaseUntil >= :now OR #state = :held)",
        Map.of(
            ":held", text(HELD),
            ":queue", text(Keys.held(window)),
            ":raised", millis(EntryItem.listedAt(claim.raisedAt(), summary)),
            ":summary", Summaries.write(summary, null),
            ":expires", expiry(now),
            ":now", millis(now)));
  }

  /** A digest that was sent is to be completed: it waits as if it had never been tried. */
  @Override
  public void reopen(Claim.Granted claim, int told, Instant dueAt) {
    write(
        claim,
        "SET #state = :claimed, told = :told, tries = :none, leaseUntil = :none, dueAt = :due"
            + " REMOVE lastTryAt",
        MINE,
        Map.of(
            ":claimed", text(CLAIMED),
            ":told", number(told),
            ":none", number(0),
            ":due", millis(dueAt)));
  }

  /** The item of an entry as it is now. */
  EntryItem read(LedgerKey key) {
    return new EntryItem(table.get(Keys.of(key)));
  }

  private void write(
      Claim.Granted claim, String set, String condition, Map<String, AttributeValue> values) {
    Map<String, AttributeValue> all = new HashMap<>(values);
    all.put(":token", text(claim.token()));
    if (!table.update(Table.updateOf(Keys.of(claim.key()), set, condition, all)).done()) {
      throw new LeaseLostException(claim.key());
    }
  }

  final AttributeValue expiry(Instant now) {
    return seconds(now.plus(retention));
  }
}
