package rdsalert.aws;

import static rdsalert.aws.Attributes.longOf;
import static rdsalert.aws.Attributes.textOf;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import rdsalert.delivery.AlertLedger;
import rdsalert.delivery.Claim;
import rdsalert.delivery.LedgerKey;
import rdsalert.delivery.Tries;
import rdsalert.delivery.Window;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The item of an alert, notice or digest as it was read, and what it means for a claim. */
record EntryItem(Map<String, AttributeValue> item) {
  Claim.Granted granted(LedgerKey key, boolean takenOver) {
    return new Claim.Granted(
        key,
        String.valueOf(textOf(item, Entries.TOKEN)),
        instant(Entries.LEASE_UNTIL),
        takenOver,
        tries(),
        instant(Entries.RAISED_AT),
        content());
  }

  private Tries tries() {
    int made = (int) longOf(item, Entries.TRIES, 0);
    return made == 0 ? Tries.NONE : new Tries(made, instant(Entries.LAST_TRY_AT));
  }

  private Claim.Content content() {
    AttributeValue event = item.get(Entries.EVENT);
    AttributeValue summary = item.get(Entries.SUMMARY);
    int told = (int) longOf(item, Entries.TOLD, -1);
    return new Claim.Content(
        event == null ? null : Attributes.decompressed(event),
        summary == null ? null : Summaries.read(summary),
        told < 0 ? OptionalInt.empty() : OptionalInt.of(told));
  }

  /** Why a run that does not hold the lease cannot work on it. */
  Claim notMine() {
    return switch (state()) {
      case null -> new Claim.Gone();
      case Entries.SENT -> new Claim.AlreadySent();
      case Entries.HELD -> new Claim.AlreadyHeld();
      default ->
          new Claim.Open(instant(Entries.LEASE_UNTIL), instant(Entries.DUE_AT), isPerhapsSent());
    };
  }

  boolean exists() {
    return !item.isEmpty();
  }

  /** Whether it was published, or perhaps. */
  boolean isOut() {
    boolean sent =
        Entries.SENT.equals(state())
            && !AlertLedger.NOTHING_TO_TELL.equals(textOf(item, Entries.MESSAGE_ID));
    return sent || isPerhapsSent();
  }

  private boolean isPerhapsSent() {
    return Entries.PERHAPS_SENT.equals(state());
  }

  boolean isHeldIn(Window window) {
    return Entries.HELD.equals(state()) && Keys.held(window).equals(textOf(item, Entries.QUEUE));
  }

  private @Nullable String state() {
    return textOf(item, Entries.STATE);
  }

  private Instant instant(String name) {
    return Instant.ofEpochMilli(longOf(item, name, 0));
  }
}
