package rdsalert.aws;

import static rdsalert.aws.Attributes.longOf;
import static rdsalert.aws.Attributes.millis;
import static rdsalert.aws.Attributes.number;
import static rdsalert.aws.Attributes.seconds;
import static rdsalert.aws.Attributes.text;
import static rdsalert.aws.Attributes.textOf;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.HeldAlert;
import rdsalert.delivery.AlertLedger;
import rdsalert.delivery.Claim;
import rdsalert.delivery.LeaseLostException;
import rdsalert.delivery.LedgerKey;
import rdsalert.delivery.Tries;
import rdsalert.delivery.Window;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The items of alerts, notices and digests.
 *
 * <p>An item is <em>claimed</em>, becomes <em>perhaps sent</em> before each attempt to publish it,
 * and ends as <em>sent</em> or <em>held</em>; or it is <em>excepted</em> and never claimed. As long
 * as something has to be done it has {@link #QUEUE} and {@link #DUE_AT} and so stands in the index.
 * Whoever writes proves by {@link #TOKEN} that the lease is its own.
 *
 * <p>The first version also had <em>admitted</em>, for a claim that had its place; it is read as
 * claimed.
 */
final class Entries {
  static final String PK = "pk";
  static final String QUEUE = "queue";
  static final String DUE_AT = "dueAt";
  static final String SUMMARY = "summary";
  static final String EXPIRES_AT = "expiresAt";
  static final String STATE = "state";
  static final String TOKEN = "token";
  static final String LEASE_UNTIL = "leaseUntil";
  static final String WINDOW = "window";
  static final String WINDOW_SECONDS = "windowSeconds";
  static final String TRIES = "tries";
  static final String LAST_TRY_AT = "lastTryAt";
  static final String MESSAGE_ID = "messageId";
  static final String TOLD = "told";
  static final String RAISED_AT = "raisedAt";
  static final String EVENT = "event";

  static final String CLAIMED = "claimed";
  static final String ADMITTED = "admitted";
  static final String PERHAPS_SENT = "perhapsSent";
  static final String SENT = "sent";
  static final String HELD = "held";
  static final String EXCEPTED = "excepted";

  /** Takes urgent alerts to the head of the list of what a window held. */
  private static final Duration LONG_BEFORE = Duration.ofDays(36_500);

  private static final String MINE = "#token = :token";
  private static final Map<String, String> NAMES =
      Map.of("#state", STATE, "#token", TOKEN, "#queue", QUEUE);

  private final Table table;
  private final Duration retention;
  private final Supplier<String> tokens;

  Entries(Table table, Duration retention, Supplier<String> tokens) {
    this.table = table;
    this.retention = retention;
    this.tokens = tokens;
  }

  Claim claim(LedgerKey.ForAlert key, String event, Instant now, Instant leaseUntil) {
    Map<String, AttributeValue> item = entry(key, CLAIMED, now);
    item.put(TOKEN, text(tokens.get()));
    item.put(LEASE_UNTIL, millis(leaseUntil));
    item.put(DUE_AT, millis(leaseUntil));
    item.put(EVENT, Attributes.compressed(event));
    return switch (table.put(ifAbsent(item))) {
      case Table.Written.Refused(var old)
          when (expired(old, now) || excepted(old)) && !sameToken(item, old) ->
          claimed(key, item, overwrite(item, old, now));
      case Table.Written written -> claimed(key, item, written);
    };
  }

  /** An answer may have got lost: what refuses the write can be what this very call has written. */
  private static Claim claimed(
      LedgerKey key, Map<String, AttributeValue> item, Table.Written written) {
    return switch (written) {
      case Table.Written.Done _ -> new EntryItem(item).granted(key, false);
      case Table.Written.Refused(var old) when sameToken(item, old) ->
          new EntryItem(old).granted(key, false);
      case Table.Written.Refused(var old) -> new EntryItem(old).notMine();
    };
  }

  AlertLedger.Noted except(
      LedgerKey.ForAlert key, String exceptionId, HeldAlert summary, Window window, Instant now) {
    Map<String, AttributeValue> item = entry(key, EXCEPTED, now);
    item.put(QUEUE, text(Keys.excepted(window)));
    item.put(DUE_AT, millis(now));
    item.put(SUMMARY, Summaries.write(summary, exceptionId));
    item.put(TOKEN, text(tokens.get()));
    return switch (table.put(ifAbsent(item))) {
      case Table.Written.Refused(var old) when expired(old, now) && !sameToken(item, old) ->
          noted(item, overwrite(item, old, now));
      case Table.Written written -> noted(item, written);
    };
  }

  private static AlertLedger.Noted noted(Map<String, AttributeValue> item, Table.Written written) {
    return switch (written) {
      case Table.Written.Done _ -> AlertLedger.Noted.FIRST;
      case Table.Written.Refused(var old) when sameToken(item, old) -> AlertLedger.Noted.FIRST;
      case Table.Written.Refused(var old) when excepted(old) -> AlertLedger.Noted.BEFORE;
      case Table.Written.Refused _ -> AlertLedger.Noted.TAKEN_UP;
    };
  }

  private static boolean sameToken(
      Map<String, AttributeValue> item, Map<String, AttributeValue> other) {
    return item.containsKey(TOKEN) && item.get(TOKEN).equals(other.get(TOKEN));
  }

  /** The exception is gone, or the claim would not be made: whoever replays gets the alert. */
  private static boolean excepted(Map<String, AttributeValue> old) {
    return EXCEPTED.equals(textOf(old, STATE));
  }

  /** The table deletes expired items late, so they count as absent from their time on. */
  private static boolean expired(Map<String, AttributeValue> old, Instant now) {
    return longOf(old, EXPIRES_AT, Long.MAX_VALUE) < now.getEpochSecond();
  }

  /** Puts an item in the place of one that has not changed since it was read, and is not in use. */
  private Table.Written overwrite(
      Map<String, AttributeValue> item, Map<String, AttributeValue> old, Instant now) {
    return table.put(
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
                    ":now", millis(now))));
  }

  /** What was perhaps sent is left alone until it is due; a claim only needs a dead lease. */
  Claim takeOver(LedgerKey key, Instant now, Instant leaseUntil) {
    String token = tokens.get();
    UpdateItemRequest.Builder update =
        update(
                key,
                "SET #token = :token, leaseUntil = :lease, dueAt = :lease",
                "leaseUntil < :now AND (#state IN (:claimed, :admitted)"
                    + " OR (#state = :perhapsSent AND dueAt <= :now))")
            .expressionAttributeValues(
                Map.of(
                    ":token", text(token),
                    ":lease", millis(leaseUntil),
                    ":now", millis(now),
                    ":claimed", text(CLAIMED),
                    ":admitted", text(ADMITTED),
                    ":perhapsSent", text(PERHAPS_SENT)));
    return switch (table.update(update)) {
      case Table.Written.Done(var item) -> new EntryItem(item).granted(key, true);
      case Table.Written.Refused(var old) when token.equals(textOf(old, TOKEN)) ->
          new EntryItem(old).granted(key, true);
      case Table.Written.Refused(var old) -> new EntryItem(old).notMine();
    };
  }

  void announceTry(Claim.Granted claim, Tries tries) {
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

  void confirm(Claim.Granted claim, String messageId, Instant now) {
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

  void postpone(Claim.Granted claim, Instant dueAt, @Nullable String error) {
    Tries tries = claim.tries();
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":state", text(tries.last() == null ? CLAIMED : PERHAPS_SENT));
    values.put(":tries", number(tries.made()));
    values.put(":last", number(tries.last() == null ? 0 : tries.last().toEpochMilli()));
    values.put(":due", millis(dueAt));
    values.put(":expires", expiry(dueAt));
    values.put(":none", number(0));
    String set =
        "SET #state = :state, tries = :tries, lastTryAt = :last, leaseUntil = :none, dueAt = :due,"
            + " expiresAt = :expires";
    if (error != null) {
      set += ", lastError = :error, failures = if_not_exists(failures, :none) + :one";
      values.put(":error", text(error));
      values.put(":one", number(1));
    }
    write(claim, set, MINE, values);
  }

  /** Urgent ones get a time long before all others, so that they are listed first. */
  void hold(Claim.Granted claim, Window window, HeldAlert summary, Instant now) {
    write(
        claim,
        "SET #state = :held, #queue = :queue, dueAt = :raised, summary = :summary,"
            + " expiresAt = :expires REMOVE leaseUntil",
        MINE + " AND (leaseUntil >= :now OR #state = :held)",
        Map.of(
            ":held", text(HELD),
            ":queue", text(Keys.held(window)),
            ":raised", millis(listedAt(claim.raisedAt(), summary)),
            ":summary", Summaries.write(summary),
            ":expires", expiry(now),
            ":now", millis(now)));
  }

  private static Instant listedAt(Instant raisedAt, HeldAlert summary) {
    return summary.gravity().isUrgent() ? raisedAt.minus(LONG_BEFORE) : raisedAt;
  }

  /** A digest that was sent is to be completed: it waits as if it had never been tried. */
  void reopen(Claim.Granted claim, int told, Instant dueAt) {
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

  /**
   * Puts an entry that needs no place: it waits until it is due.
   *
   * @return whether it was not there before
   */
  boolean enqueue(LedgerKey key, Window window, Instant dueAt, Instant now, HeldAlert first) {
    Map<String, AttributeValue> item = entry(key, CLAIMED, now);
    item.put(WINDOW, seconds(window.start()));
    item.put(WINDOW_SECONDS, number(window.length().toSeconds()));
    item.put(LEASE_UNTIL, number(0));
    item.put(DUE_AT, millis(dueAt));
    item.put(SUMMARY, Summaries.write(first));
    item.put(TOKEN, text(tokens.get()));
    return switch (table.put(ifAbsent(item))) {
      case Table.Written.Done _ -> true;
      case Table.Written.Refused(var old) -> sameToken(item, old);
    };
  }

  /** The item of an entry as it is now. */
  EntryItem read(LedgerKey key) {
    return new EntryItem(table.get(Keys.of(key)));
  }

  private void write(
      Claim.Granted claim, String set, String condition, Map<String, AttributeValue> values) {
    Map<String, AttributeValue> all = new HashMap<>(values);
    all.put(":token", text(claim.token()));
    if (table.update(update(claim.key(), set, condition).expressionAttributeValues(all))
        instanceof Table.Written.Refused) {
      throw new LeaseLostException(claim.key());
    }
  }

  private Map<String, AttributeValue> entry(LedgerKey key, String state, Instant now) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(PK, text(Keys.of(key)));
    item.put(STATE, text(state));
    item.put(QUEUE, text(Keys.DUE));
    item.put(RAISED_AT, millis(now));
    item.put(EXPIRES_AT, expiry(now));
    return item;
  }

  private AttributeValue expiry(Instant now) {
    return seconds(now.plus(retention));
  }

  private static PutItemRequest.Builder ifAbsent(Map<String, AttributeValue> item) {
    return PutItemRequest.builder().item(item).conditionExpression("attribute_not_exists(pk)");
  }

  private static UpdateItemRequest.Builder update(LedgerKey key, String set, String condition) {
    Map<String, String> names = new HashMap<>(NAMES);
    names.values().removeIf(name -> !set.contains("#" + name) && !condition.contains("#" + name));
    return UpdateItemRequest.builder()
        .key(Map.of(PK, text(Keys.of(key))))
        .updateExpression(set)
        .conditionExpression(condition)
        .expressionAttributeNames(names);
  }
}
