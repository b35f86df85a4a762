package rdsalert.aws;

import static rdsalert.aws.Attributes.seconds;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import rdsalert.delivery.AlertLedger.Admission;
import rdsalert.delivery.Claim;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.Limits;
import rdsalert.delivery.Share;
import rdsalert.delivery.Share.Applicant;
import rdsalert.delivery.Window;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Places in windows, each given by one conditional update of the window's item.
 *
 * <p>The item as it was last seen is kept: once it refuses an applicant it will always do, so a
 * flood of refused ones costs the table nothing.
 */
final class Places {
  /** Other runs interfere; more rounds than this mean that something is wrong. */
  private static final int MOST_ROUNDS = 20;

  /** After so many rounds a fault ends the run: one that went on would be ended by Lambda. */
  private static final int MOST_FAULTS = 2;

  private final Table table;
  private final Duration retention;
  private volatile PlacesItem seen = new PlacesItem(Map.of());

  Places(Table table, Duration retention) {
    this.table = table;
    this.retention = retention;
  }

  Admission admit(Claim.Granted claim, Applicant applicant, Window window, Limits limits) {
    if (!limits.capped()) {
      return new Admission.Admitted(OptionalInt.empty());
    }
    String attempt = Keys.of(claim.key()) + "#" + (claim.tries().made() + 1);
    PlacesItem item = claim.takenOver() ? read(window) : lastSeen(window);
    AttributeValue expires = seconds(window.end().plus(retention));
    for (int round = 1; round <= MOST_ROUNDS; round++) {
      if (item.hasPlaceOf(attempt)) {
        return new Admission.Admitted(OptionalInt.empty());
      }
      Optional<Share> share = Share.offer(applicant, item, limits);
      if (share.isEmpty()) {
        return new Admission.Refused();
      }
      UpdateItemRequest.Builder update =
          PlacesItem.update(attempt, applicant, share.get(), limits, expires);
      Table.Written written = take(window, update, round);
      item = see(written.item());
      if (written.done()) {
        return new Admission.Admitted(OptionalInt.of(item.taken()));
      }
    }
    throw new LedgerFailedException("the window's item is contended too much", true, null);
  }

  /** If the answer got lost the update may have taken effect; the item tells. */
  private Table.Written take(Window window, UpdateItemRequest.Builder update, int round) {
    try {
      return table.updateOnce(update.key(Table.key(Keys.places(window))));
    } catch (LedgerFailedException e) {
      if (!e.worthRetrying() || round > MOST_FAULTS) {
        throw e;
      }
      return new Table.Written(false, table.get(Keys.places(window)));
    }
  }

  private PlacesItem lastSeen(Window window) {
    PlacesItem last = seen;
    return last.isOf(window) ? last : read(window);
  }

  private PlacesItem read(Window window) {
    return see(table.get(Keys.places(window)));
  }

  private PlacesItem see(Map<String, AttributeValue> item) {
    PlacesItem places = new PlacesItem(item);
    seen = places;
    return places;
  }
}
