package rdsalert.aws;

import static rdsalert.aws.Attributes.longOf;
import static rdsalert.aws.Attributes.number;

import java.time.Instant;
import java.util.Map;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.Limits;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The turns to publish of the present second, counted in one item for the whole stack, which no
 * window and no rule forgets.
 *
 * <p>The item's second only goes forward. A run whose clock is a little behind takes its turn from
 * the second that others are in already. A call whose answer got lost may waste a turn, but never
 * takes one too many.
 */
record Pace(Table table) {
  private static final String SECOND = "second";
  private static final String GIVEN = "given";

  /**
   * A second further ahead than this was never real, and must not stop the rest. It is more than
   * clocks can differ and a call can take together: a run that asks late must not set it back.
   */
  private static final long NOT_REAL = 60;

  /** Seconds go by and other runs interfere; more rounds than this mean that something is wrong. */
  private static final int MOST_ROUNDS = 5;

  boolean takeTurn(Limits limits, Instant now) {
    if (!limits.paced()) {
      return true;
    }
    Table.Written written = table.update(firstOf(now.getEpochSecond()));
    for (int round = 0; round < MOST_ROUNDS; round++) {
      if (written.done()) {
        return true;
      }
      if (isUsedUp(written.item(), limits, now)) {
        return false;
      }
      written = table.update(next(longOf(written.item(), SECOND, 0), limits));
    }
    throw new LedgerFailedException("the pace's item is contended too much", true, null);
  }

  private static boolean isUsedUp(Map<String, AttributeValue> item, Limits limits, Instant now) {
    return longOf(item, SECOND, 0) >= now.getEpochSecond()
        && longOf(item, GIVEN, 0) >= limits.perSecond();
  }

  private static UpdateItemRequest.Builder firstOf(long second) {
    return Table.updateOf(
        Keys.PACE,
        "SET #second = :second, given = :one",
        "attribute_not_exists(pk) OR #second < :second OR #second > :notReal",
        Map.of(
            ":second", number(second), ":notReal", number(second + NOT_REAL), ":one", number(1)));
  }

  private static UpdateItemRequest.Builder next(long second, Limits limits) {
    return Table.updateOf(
        Keys.PACE,
        "ADD given :one",
        "#second = :second AND given < :most",
        Map.of(":second", number(second), ":most", number(limits.perSecond()), ":one", number(1)));
  }
}
