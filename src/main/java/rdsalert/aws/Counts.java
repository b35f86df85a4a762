package rdsalert.aws;

import static rdsalert.aws.Attributes.longOf;
import static rdsalert.aws.Attributes.number;
import static rdsalert.aws.Attributes.seconds;
import static rdsalert.aws.Attributes.text;

import java.time.Duration;
import java.util.Map;
import rdsalert.delivery.LedgerKey;
import rdsalert.delivery.Window;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** How many alerts a window held, in small items between which a flood is divided. */
final class Counts {
  private static final int SHARDS = 8;
  private static final String HELD = "held";

  private final Table table;
  private final Duration retention;

  Counts(Table table, Duration retention) {
    this.table = table;
    this.retention = retention;
  }

  /** Adds one. A call whose answer got lost is repeated: better one too many than one too few. */
  void add(LedgerKey key, Window window) {
    int shard = Math.floorMod(Keys.of(key).hashCode(), SHARDS);
    table.update(
        UpdateItemRequest.builder()
            .key(Map.of(EntryItem.PK, text(Keys.count(window, shard))))
            .updateExpression("SET expiresAt = :expires ADD " + HELD + " :one")
            .expressionAttributeValues(
                Map.of(
                    ":one", number(1),
                    ":expires", seconds(window.end().plus(retention)))));
  }

  int of(Window window) {
    long held = 0;
    for (int shard = 0; shard < SHARDS; shard++) {
      held += longOf(table.get(Keys.count(window, shard)), HELD, 0);
    }
    return (int) Math.min(held, Integer.MAX_VALUE);
  }
}
