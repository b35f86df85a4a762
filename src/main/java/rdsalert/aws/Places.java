package rdsalert.aws;

import static rdsalert.aws.Attributes.seconds;
import static rdsalert.aws.Attributes.text;

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

  /** A run that went on asking a store that hangs would be ended by Lambda. */
  private static final int MOST_FAULTS = 3;

  private final Table table;
  private final Duration retention;
  private volatile Seen seen = new Seen("", new PlacesItem(Map.of()));

  Places(Table table, Duration retention) {
    this.table = table;
    this.retention = retention;
  }

  /** A window's item as it was last read. */
  private record Seen(String name, PlacesItem item) {}

  Admission admit(Claim.Granted claim, Applicant applicant, Window window, Limits limits) {
    if (!limits.capped()) {
      return new Admission.Admitted(OptionalInt.empty());
    }
    String attempt = Keys.of(claim.key()) + "#" + (claim.tries().made() + 1);
    PlacesItem item = claim.takenOver() ? read(window) : lastSeen(window);
    AttributeValue expires = seconds(window.end().plus(retention));
    Asking asking = new Asking();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      if (item.hasPlaceOf(attempt)) {
        return new Admission.Admitted(OptionalInt.empty());
      }
      Optional<Share> share = Share.offer(applicant, item, limits);
      if (share.isEmpty()) {
        return new Admission.Refused();
      }
      switch (asking.take(
          window, PlacesItem.update(attempt, applicant, share.get(), limits, expires))) {
        case Table.Written.Done(var now) -> {
          return new Admission.Admitted(OptionalInt.of(see(window, now).taken()));
        }
        case Table.Written.Refused(var now) -> item = see(window, now);
      }
    }
    throw new LedgerFailedException("the window's item is contended too much", true, null);
  }

  /** The updates of one admission. */
  private final class Asking {
    private int faults;

    /** If the answer got lost the update may have taken effect; the item tells. */
    Table.Written take(Window window, UpdateItemRequest.Builder update) {
      try {
        return table.updateOnce(update.key(Map.of(EntryItem.PK, text(Keys.places(window)))));
      } catch (LedgerFailedException e) {
        faults++;
        if (!e.worthRetrying() || faults == MOST_FAULTS) {
          throw e;
        }
        return new Table.Written.Refused(table.get(Keys.places(window)));
      }
    }
  }

  private PlacesItem lastSeen(Window window) {
    Seen last = seen;
    return last.name().equals(window.name()) ? last.item() : read(window);
  }

  private PlacesItem read(Window window) {
    return see(window, table.get(Keys.places(window)));
  }

  private PlacesItem see(Window window, Map<String, AttributeValue> item) {
    PlacesItem places = new PlacesItem(item);
    seen = new Seen(window.name(), places);
    return places;
  }
}
