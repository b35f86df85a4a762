package rdsalert.aws;

import static rdsalert.aws.Attributes.longOf;
import static rdsalert.aws.Attributes.textOf;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import rdsalert.delivery.Claim;
import rdsalert.delivery.LedgerKey;
import rdsalert.delivery.Window;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The item of an alert, notice or digest as it was read, and what it means for a claim. */
record EntryItem(Map<String, AttributeValue> item) {
  Claim.Granted granted(LedgerKey key, boolean takenOver) {
    AttributeValue event = item.get(Entries.EVENT);
    AttributeValue summary = item.get(Entries.SUMMARY);
    return new Claim.Granted(
        key,
        String.valueOf(textOf(item, Entries.TOKEN)),
        leaseUntil(),
        window(),
        stage(),
        takenOver,
        number(),
        Instant.ofEpochMilli(longOf(item, Entries.RAISED_AT, 0)),
        event == null ? null : Attributes.decompressed(event),
        summary == null ? null : Summaries.read(summary));
  }

  /** Why somebody who does not hold the lease cannot work on it. */
  Claim notMine() {
    return switch (textOf(item, Entries.STATE)) {
      case null -> new Claim.Gone();
      case Entries.SENT -> new Claim.AlreadySent();
      case Entries.HELD -> new Claim.AlreadyHeld();
      default -> busy();
    };
  }

  Claim.Busy busy() {
    return new Claim.Busy(leaseUntil());
  }

  Instant leaseUntil() {
    return Instant.ofEpochMilli(longOf(item, Entries.LEASE_UNTIL, 0));
  }

  private Window window() {
    return new Window(
        Instant.ofEpochSecond(longOf(item, Entries.WINDOW, 0)),
        Duration.ofSeconds(longOf(item, Entries.WINDOW_SECONDS, 1)));
  }

  private Claim.Stage stage() {
    return Entries.ADMITTED.equals(textOf(item, Entries.STATE))
        ? Claim.Stage.ADMITTED
        : Claim.Stage.CLAIMED;
  }

  private OptionalInt number() {
    int number = (int) longOf(item, Entries.NUMBER, 0);
    return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
