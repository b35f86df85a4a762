package rdsalert.aws;

import static rdsalert.aws.EntryItem.*;
import static rdsalert.aws.Table.*;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import rdsalert.briefing.HeldAlert;
import rdsalert.delivery.AlertLedger;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.AlertLedger.Claim.Tries;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.DeliveryException.LeaseLostException;
import rdsalert.delivery.Window;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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
  /** No run is at an item. The table deletes late, so one past its time may still be there. */
  private static final String IDLE = "(attribute_not_exists(leaseUntil) OR leaseUntil < :now)";

  final Table table;
  private final Duration retention;

  Entries(Table table, Duration retention) {
    this.table = table;
    this.retention = retention;
  }

  @Override
  public Claim claim(LedgerKey key, String event, Instant now, Instant leaseUntil) {
    Map<String, AttributeValue> item = entry(key, CLAIMED, now);
    item.put(LEASE_UNTIL, millis(leaseUntil));
    item.put(DUE_AT, millis(leaseUntil));
    item.put(EVENT, Table.compressed(event));
    EntryItem there =
        put(
            item,
            " OR ((expiresAt < :second OR #state = :excepted) AND " + IDLE + ")",
            Map.of(":second", seconds(now), ":now", millis(now), ":excepted", fromS(EXCEPTED)));
    return there.isOf(item) ? there.granted(key, false) : there.notMine();
  }

  @Override
  public Claim except(
      LedgerKey.ForAlert key, String exceptionId, HeldAlert summary, Window window, Instant now) {
    Map<String, AttributeValue> item = entry(key, EXCEPTED, now);
    item.put(QUEUE, fromS(Keys.excepted(window)));
    item.put(DUE_AT, millis(now));
    item.put(SUMMARY, summaryOf(summary, exceptionId));
    EntryItem there =
        put(
            item,
            " OR (expiresAt < :second AND " + IDLE + ")",
            Map.of(":second", seconds(now), ":now", millis(now)));
    return there.isOf(item) ? new Claim.Gone() : there.notMine();
  }

  /** Puts a notice or digest, which waits until it is due; false if it was there before. */
  boolean enqueue(LedgerKey.ForReport key, Instant dueAt, Instant now, HeldAlert first) {
    Map<String, AttributeValue> item = entry(key, CLAIMED, now);
    item.put(WINDOW, seconds(key.window().start()));
    item.put(WINDOW_SECONDS, number(key.window().length().toSeconds()));
    item.put(LEASE_UNTIL, number(0));
    item.put(DUE_AT, millis(dueAt));
    item.put(SUMMARY, summaryOf(first, null));
    return put(item, "", Map.of()).isOf(item);
  }

  private Map<String, AttributeValue> entry(LedgerKey key, String state, Instant now) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(PK, fromS(Keys.of(key)));
    item.put(STATE, fromS(state));
    item.put(TOKEN, fromS(token()));
    item.put(QUEUE, fromS(Keys.DUE));
    item.put(RAISED_AT, millis(now));
    item.put(EXPIRES_AT, expiry(now));
    return item;
  }

  /**
   * Puts an item where there is none, or in the place of another, and tells what is there then. An
   * answer may have got lost: what refuses the write can be what this very call has written.
   */
  private EntryItem put(
      Map<String, AttributeValue> item, String orElse, Map<String, AttributeValue> values) {
    return new EntryItem(table.put(item, "attribute_not_exists(pk)" + orElse, values).item());
  }

  /** What was perhaps sent is left alone until it is due; a claim only needs a dead lease. */
  @Override
  public Claim takeOver(LedgerKey key, Instant now, Instant leaseUntil) {
    Map<String, AttributeValue> lease =
        Map.of(TOKEN, fromS(token()), LEASE_UNTIL, millis(leaseUntil), DUE_AT, millis(leaseUntil));
    Table.Written written =
        table.update(
            Keys.of(key),
            lease,
            "",
            "leaseUntil < :now AND (#state IN (:claimed, :admitted)"
                + " OR (#state = :perhapsSent AND dueAt <= :now))",
            Map.of(
                ":now", millis(now),
                ":claimed", fromS(CLAIMED),
                ":admitted", fromS(ADMITTED),
                ":perhapsSent", fromS(PERHAPS_SENT)));
    EntryItem there = new EntryItem(written.item());
    return written.done() || there.isOf(lease) ? there.granted(key, true) : there.notMine();
  }

  /** A call that arrives after the run has given its lease back must not open the entry again. */
  @Override
  public void announceTry(Claim.Granted claim, Tries tries) {
    Map<String, AttributeValue> set =
        Map.of(
            STATE, fromS(PERHAPS_SENT),
            TRIES, number(tries.made()),
            LAST_TRY_AT, millis(tries.last()),
            DUE_AT, millis(tries.next()),
            EXPIRES_AT, expiry(tries.next()));
    write(claim, set, "", " AND leaseUntil >= :lastTryAt", Map.of());
  }

  @Override
  public void confirm(Claim.Granted claim, String messageId, Instant now) {
    Map<String, AttributeValue> set =
        Map.of(
            STATE, fromS(SENT),
            MESSAGE_ID, fromS(messageId),
            SENT_AT, millis(now),
            EXPIRES_AT, expiry(now));
    write(claim, set, "REMOVE #queue, dueAt, event, leaseUntil", "", Map.of());
  }

  @Override
  public void postpone(Claim.Granted claim, Instant dueAt) {
    Tries tries = claim.tries();
    Map<String, AttributeValue> set = new HashMap<>();
    set.put(STATE, fromS(tries.made() == 0 ? CLAIMED : PERHAPS_SENT));
    set.put(LEASE_UNTIL, number(0));
    set.put(DUE_AT, millis(dueAt));
    set.put(EXPIRES_AT, expiry(dueAt));
    set.put(TRIES, number(tries.made()));
    set.put(LAST_TRY_AT, millis(tries.last()));
    claim.content().told().ifPresent(told -> set.put(TOLD, number(told)));
    write(claim, set, "", "", Map.of());
  }

  @Override
  public void hold(Claim.Granted claim, Window window, HeldAlert summary, Instant now) {
    Map<String, AttributeValue> set =
        Map.of(
            STATE, fromS(HELD),
            QUEUE, fromS(Keys.held(window)),
            DUE_AT, millis(listedAt(claim.raisedAt(), summary)),
            SUMMARY, summaryOf(summary, null),
            EXPIRES_AT, expiry(now));
    write(
        claim,
        set,
        "REMOVE leaseUntil",
        " AND (leaseUntil >= :now OR #state = :state)",
        Map.of(":now", millis(now)));
  }

  /** The item of an entry as it is now. */
  EntryItem read(LedgerKey key) {
    return new EntryItem(table.get(Keys.of(key)));
  }

  private void write(
      Claim.Granted claim,
      Map<String, AttributeValue> set,
      String more,
      String also,
      Map<String, AttributeValue> given) {
    Map<String, AttributeValue> values = new HashMap<>(given);
    values.put(":token", fromS(claim.token()));
    if (!table.update(Keys.of(claim.key()), set, more, "#token = :token" + also, values).done()) {
      throw new LeaseLostException(claim.key());
    }
  }

  /** No generator of random numbers is kept: two restores of one snapshot would share its state. */
  private static String token() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  final AttributeValue expiry(Instant now) {
    return seconds(now.plus(retention));
  }
}
