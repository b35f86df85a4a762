package rdsalert.aws;

import static rdsalert.aws.Table.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import rdsalert.briefing.Alert.Position;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.Share;
import rdsalert.delivery.Share.Applicant;
import rdsalert.delivery.Window;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.Fingerprint;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Places in windows, each given by one conditional update of the window's item.
 *
 * <p>The item as it was last seen is kept: its numbers only grow and its names are never removed,
 * so once it refuses an applicant it always will, and a flood of refused ones costs nothing.
 */
final class Places {
  /** Other runs interfere; more rounds than this mean that something is wrong. */
  private static final int MOST_ROUNDS = 20;

  /** After so many rounds a fault ends the run: one that went on would be ended by Lambda. */
  private static final int MOST_FAULTS = 2;

  private final Table table;
  private final Duration retention;
  private volatile Item seen = new Item(Map.of());

  Places(Table table, Duration retention) {
    this.table = table;
    this.retention = retention;
  }

  Optional<Position> admit(Claim.Granted claim, Applicant applicant, Window window, Limits limits) {
    String attempt = Keys.of(claim.key()) + "#" + (claim.tries().made() + 1);
    String pk = Keys.places(window);
    Item item = seen;
    if (claim.takenOver() || !pk.equals(textOf(item.attributes, EntryItem.PK))) {
      item = see(table.get(pk));
    }
    for (int round = 1; round <= MOST_ROUNDS; round++) {
      if (hasFingerprint(item.attributes, "attempts", attempt)) {
        return Optional.of(window.place(OptionalInt.empty(), limits.cap()));
      }
      Optional<Share> share = Share.offer(applicant, item, limits);
      if (share.isEmpty()) {
        return Optional.empty();
      }
      Table.Written written =
          take(() -> give(share.get(), attempt, applicant, limits, window), pk, round);
      item = see(written.item());
      if (written.done()) {
        return Optional.of(window.place(OptionalInt.of(item.count(Share.TAKEN)), limits.cap()));
      }
    }
    throw new LedgerFailedException("the window's item is contended too much", true, null);
  }

  /** If the answer got lost the update may have taken effect; the item tells. */
  private Table.Written take(Supplier<Table.Written> update, String pk, int round) {
    try {
      return update.get();
    } catch (LedgerFailedException e) {
      if (!e.worthRetrying() || round > MOST_FAULTS) {
        throw e;
      }
      return new Table.Written(false, table.get(pk));
    }
  }

  private Item see(Map<String, AttributeValue> attributes) {
    Item item = new Item(attributes);
    seen = item;
    return item;
  }

  /** The item of a window's places as it was read. */
  private record Item(Map<String, AttributeValue> attributes) implements Share.Occupancy {
    @Override
    public int count(String counter) {
      return (int) longOf(attributes, attribute(counter), 0);
    }

    @Override
    public boolean hasSeen(String name) {
      return hasFingerprint(attributes, "seen", name);
    }
  }

  /** The attribute that is a counter; a caller or an account is known by its fingerprint. */
  private static String attribute(String counter) {
    return counter.contains(" ")
        ? "by" + HexFormat.of().formatHex(Fingerprint.of(counter))
        : counter;
  }

  /**
   * Gives one place of a share, on the condition that it still has one: what {@link Share} decides
   * of a copy, decided again by the table.
   */
  private Table.Written give(
      Share share, String attempt, Applicant applicant, Limits limits, Window window) {
    Map<String, AttributeValue> values = new HashMap<>();
    List<String> added = new ArrayList<>(List.of("attempts :attempts", "seen :seen"));
    List<String> conditions = new ArrayList<>(List.of("NOT contains(attempts, :attempt)"));
    values.put(":attempt", AttributeValue.fromB(fingerprint(attempt)));
    values.put(":attempts", fingerprints(Set.of(attempt)));
    values.put(":seen", fingerprints(Share.seenNames(applicant)));
    values.put(":one", number(1));
    share
        .counters(applicant, limits)
        .forEach(
            (counter, most) -> {
              String name = attribute(counter);
              values.put(":most" + name, number(most));
              added.add("#" + name + " :one");
              conditions.add("(attribute_not_exists(#%1$s) OR #%1$s < :most%1$s)".formatted(name));
            });
    for (String unseen : share.newNames(applicant)) {
      String value = ":new" + conditions.size();
      values.put(value, AttributeValue.fromB(fingerprint(unseen)));
      conditions.add("NOT contains(seen, " + value + ")");
    }
    return table.updateOnce(
        Keys.places(window),
        Map.of(EntryItem.EXPIRES_AT, seconds(window.end().plus(retention))),
        "ADD " + String.join(", ", added),
        String.join(" AND ", conditions),
        values);
  }

  /** A set of short binary values that stand for longer texts. */
  private static AttributeValue fingerprints(Set<String> texts) {
    return AttributeValue.fromBs(texts.stream().map(Places::fingerprint).toList());
  }

  private static SdkBytes fingerprint(String text) {
    return SdkBytes.fromByteArray(Fingerprint.of(text));
  }

  private static boolean hasFingerprint(Map<String, AttributeValue> item, String set, String text) {
    AttributeValue value = item.get(set);
    return value != null && value.bs().contains(fingerprint(text));
  }
}
