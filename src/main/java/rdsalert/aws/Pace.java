package rdsalert.aws;

import static rdsalert.aws.Attributes.*;

import java.time.Instant;
import java.util.Map;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.Limits;

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

  /** A second further ahead was never real: clocks differ less, and no call takes so long. */
  private static final long NOT_REAL = 60;

  /** Seconds go by and other runs interfere; more rounds than this mean that something is wrong. */
  private static final int MOST_ROUNDS = 5;

  boolean takeTurn(Limits limits, Instant now) {
    if (!limits.paced()) {
      return true;
    }
    Table.Written written = firstOf(now.getEpochSecond());
    for (int round = 0; round < MOST_ROUNDS; round++) {
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
}
