package rdsalert.aws;

import static rdsalert.aws.Table.*;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Alert.Gravity;
import rdsalert.briefing.Alert.Gravity.Cause;
import rdsalert.briefing.HeldAlert;
import rdsalert.delivery.AlertLedger;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.AlertLedger.Claim.Tries;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.Outcome;
import rdsalert.delivery.Window;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule.Rating.Severity;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The item of an alert, notice or digest as it was read, and what it means for a claim. */
record EntryItem(Map<String, AttributeValue> item) {
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
  static final String SENT_AT = "sentAt";
  static final String TOLD = "told";
  static final String RAISED_AT = "raisedAt";
  static final String EVENT = "event";

  static final String CLAIMED = "claimed";
  static final String ADMITTED = "admitted";
  static final String PERHAPS_SENT = "perhapsSent";
  static final String SENT = "sent";
  static final String HELD = "held";
  static final String EXCEPTED = "excepted";

  private static final String EXCEPTION = "exception";

  /** Takes urgent alerts to the head of the list of what a window held. */
  private static final Duration LONG_BEFORE = Duration.ofDays(36_500);

  /** Urgent alerts get a time long before all others, so that they are listed first. */
  static Instant listedAt(Instant raisedAt, HeldAlert summary) {
    return summary.gravity().isUrgent() ? raisedAt.minus(LONG_BEFORE) : raisedAt;
  }

  /** Whether the write of an item, by its token, has made this one. */
  boolean isOf(Map<String, AttributeValue> written) {
    return Objects.equals(written.get(TOKEN), item.get(TOKEN));
  }

  Claim.Granted granted(LedgerKey key, boolean takenOver) {
    return new Claim.Granted(
        key,
        String.valueOf(textOf(item, TOKEN)),
        instant(LEASE_UNTIL),
        takenOver,
        new Tries((int) longOf(item, TRIES, 0), instant(LAST_TRY_AT)),
        instant(RAISED_AT),
        content());
  }

  String name() {
    return String.valueOf(textOf(item, PK));
  }

  AlertLedger.Due due() {
    return new AlertLedger.Due(Keys.parse(name()), instant(DUE_AT));
  }

  private Claim.Content content() {
    AttributeValue event = item.get(EVENT);
    int told = (int) longOf(item, TOLD, -1);
    return new Claim.Content(
        event == null ? null : Table.decompressed(event),
        summary(),
        told < 0 ? OptionalInt.empty() : OptionalInt.of(told));
  }

  /** Why a run that does not hold the lease cannot work on it. */
  Claim notMine() {
    return switch (String.valueOf(state())) {
      case SENT -> new Claim.Done(Outcome.Earlier.SENT);
      case HELD -> new Claim.Done(Outcome.Earlier.HELD);
      case EXCEPTED -> new Claim.Done(Outcome.Earlier.EXCEPTED);
      case CLAIMED, ADMITTED, PERHAPS_SENT ->
          new Claim.Open(instant(LEASE_UNTIL), instant(DUE_AT), isPerhapsSent());
      default -> {
        if (exists()) {
          throw new LedgerFailedException(name() + " is in no state that is known", false, null);
        }
        yield new Claim.Gone();
      }
    };
  }

  boolean exists() {
    return !item.isEmpty();
  }

  boolean isOut() {
    boolean sent =
        SENT.equals(state()) && !AlertLedger.NOTHING_TO_TELL.equals(textOf(item, MESSAGE_ID));
    return sent || isPerhapsSent();
  }

  private boolean isPerhapsSent() {
    return PERHAPS_SENT.equals(state());
  }

  boolean isHeldIn(Window window) {
    return HELD.equals(state()) && Keys.held(window).equals(textOf(item, QUEUE));
  }

  private @Nullable String state() {
    return textOf(item, STATE);
  }

  private Instant instant(String name) {
    return Instant.ofEpochMilli(longOf(item, name, 0));
  }

  /**
   * The summary of a held alert, readable by a person who queries the table; with the id of the
   * exception that silenced the alert, if one did.
   */
  static AttributeValue summaryOf(HeldAlert alert, @Nullable String exceptionId) {
    Map<String, AttributeValue> map = new HashMap<>();
    map.put("eventId", fromS(alert.eventId()));
    map.put("eventTime", fromS(alert.eventTime().toString()));
    map.put("actor", fromS(alert.actor()));
    map.put("actorName", fromS(alert.actorName()));
    map.put("account", fromS(alert.account()));
    map.put("region", fromS(alert.region()));
    putIfPresent(map, "sourceAddress", alert.sourceAddress());
    putIfPresent(map, "resource", alert.resource());
    putIfPresent(map, EXCEPTION, exceptionId);
    map.put("rule", fromS(alert.gravity().ruleId()));
    map.put("severity", fromS(alert.gravity().severity().name()));
    map.put("risk", number(alert.gravity().riskScore()));
    if (alert.gravity().isUrgent()) {
      map.put(
          "urgent",
          AttributeValue.fromSs(alert.gravity().causes().stream().map(Cause::name).toList()));
    }
    return AttributeValue.fromM(map);
  }

  /** The id of the exception that silenced the alert. */
  String exceptionId() {
    AttributeValue summary = item.get(SUMMARY);
    String id = summary == null ? null : textOf(summary.m(), EXCEPTION);
    return id == null ? "unknown" : id;
  }

  /** Null if there is none, or if it is incomplete or a later version's. */
  @Nullable HeldAlert summary() {
    AttributeValue summary = item.get(SUMMARY);
    try {
      return summary == null ? null : alert(summary.m());
    } catch (IllegalArgumentException | DateTimeException e) {
      return null;
    }
  }

  private static HeldAlert alert(Map<String, AttributeValue> map) {
    return new HeldAlert(
        required(map, "eventId"),
        Instant.parse(required(map, "eventTime")),
        required(map, "actor"),
        required(map, "actorName"),
        new ManagementEvent.Scope(required(map, "account"), required(map, "region")),
        textOf(map, "sourceAddress"),
        textOf(map, "resource"),
        gravity(map));
  }

  /** The first version noted none. */
  private static Gravity gravity(Map<String, AttributeValue> map) {
    String rule = textOf(map, "rule");
    if (rule == null) {
      return Gravity.unknown();
    }
    AttributeValue urgent = map.get("urgent");
    return new Gravity(
        rule,
        Severity.valueOf(required(map, "severity")),
        (int) longOf(map, "risk", 0),
        urgent == null ? List.of() : urgent.ss().stream().map(Cause::valueOf).sorted().toList());
  }

  private static String required(Map<String, AttributeValue> map, String name) {
    String value = textOf(map, name);
    if (value == null) {
      throw new IllegalArgumentException("a summary without " + name);
    }
    return value;
  }

  private static void putIfPresent(
      Map<String, AttributeValue> map, String name, @Nullable String value) {
    if (value != null) {
      map.put(name, fromS(value));
    }
  }
}
