package rdsalert.aws;

import static rdsalert.aws.Attributes.fingerprints;
import static rdsalert.aws.Attributes.number;
import static rdsalert.aws.Attributes.seconds;
import static rdsalert.aws.Attributes.text;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import rdsalert.delivery.Admission;
import rdsalert.delivery.Claim;
import rdsalert.delivery.LedgerFailedException;
import rdsalert.delivery.Limits;
import rdsalert.delivery.Window;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Places in windows, given by one conditional update of the window's item.
 *
 * <p>The update does everything at once: it refuses an alert that has its place already, a full
 * window, a full page, and an actor who is not to use the reserve; and it counts the publishes of
 * the present second. What refused it is read from the item that comes back with the refusal. A
 * full page is copied to an item of its own and the window goes on with an empty one.
 */
final class Windows {
  /** Pages fill up and other runs interfere; more rounds than this mean that something is wrong. */
  private static final int MOST_ROUNDS = 20;

  private static final int MOST_KEYS_A_READ = 100;

  private static final String NEW_ALERT = "NOT contains(ids, :ids)";
  private static final String NEW_ACTOR = "NOT contains(actors, :actors)";
  private static final String PLACE_LEFT =
      "(attribute_not_exists(admitted) OR (admitted < pageEnd AND admitted < :places))";
  private static final String IN_PACE = "(attribute_not_exists(#second) OR #second < :perSecond)";

  private final Table table;
  private final Duration retention;

  private final int pageSize;

  Windows(Table table, Duration retention, int pageSize) {
    this.table = table;
    this.retention = retention;
    this.pageSize = pageSize;
  }

  /** What one attempt asks for; a refusal tells how to change it. */
  private record Attempt(boolean reserve, boolean paced) {}

  Admission admit(Claim.Granted claim, String actor, Limits limits, Instant now) {
    Attempt attempt = new Attempt(false, limits.paced());
    for (int round = 0; round < MOST_ROUNDS; round++) {
      switch (tryToAdmit(claim, actor, limits, now, attempt)) {
        case Step.Settled(Admission admission) -> {
          return admission;
        }
        case Step.Again(Attempt next) -> attempt = next;
      }
    }
    throw new LedgerFailedException("the window's item is contended too much", true, null);
  }

  private sealed interface Step {
    record Settled(Admission admission) implements Step {}

    record Again(Attempt attempt) implements Step {}
  }

  private Step tryToAdmit(
      Claim.Granted claim, String actor, Limits limits, Instant now, Attempt attempt) {
    Table.Written written;
    try {
      written = table.updateOnce(admission(claim, actor, limits, now, attempt));
    } catch (LedgerFailedException e) {
      return afterLostAnswer(claim, limits, now, attempt, e);
    }
    return switch (written) {
      case Table.Written.Done(var item) -> {
        int number = (int) new WindowItem(item, pageSize).admitted();
        yield new Step.Settled(
            new Admission.Admitted(OptionalInt.of(number), attempt.paced() || !limits.paced()));
      }
      case Table.Written.Refused(var item) ->
          afterRefusal(claim, actor, limits, now, attempt, new WindowItem(item, pageSize));
    };
  }

  /** The call may have taken effect; the item tells. */
  private Step afterLostAnswer(
      Claim.Granted claim, Limits limits, Instant now, Attempt attempt, LedgerFailedException e) {
    if (!e.worthRetrying()) {
      throw e;
    }
    return isAdmitted(claim)
        ? new Step.Settled(hasPlace(claim, limits, now))
        : new Step.Again(attempt);
  }

  private Step afterRefusal(
      Claim.Granted claim,
      String actor,
      Limits limits,
      Instant now,
      Attempt attempt,
      WindowItem window) {
    if (window.admits(id(claim))) {
      return new Step.Settled(hasPlace(claim, limits, now));
    }
    if (window.admitted() >= limits.cap()) {
      return new Step.Settled(new Admission.Refused(window.announced()));
    }
    if (window.pageIsFull()) {
      turnPage(claim, window);
      return new Step.Again(attempt);
    }
    if (window.admitted() >= limits.open()) {
      if (hasSeen(claim, actor, window)) {
        return new Step.Settled(new Admission.Refused(window.announced()));
      }
      if (!attempt.reserve()) {
        return new Step.Again(new Attempt(true, attempt.paced()));
      }
    }
    return new Step.Again(new Attempt(attempt.reserve(), false));
  }

  /** It kept its place from an earlier try; whether that try also took a publish is not known. */
  private Admission.Admitted hasPlace(Claim.Granted claim, Limits limits, Instant now) {
    Window present = Window.at(now, limits.window());
    return new Admission.Admitted(
        OptionalInt.empty(), pace(claim.key().ruleId(), present, limits, now));
  }

  private UpdateItemRequest.Builder admission(
      Claim.Granted claim, String actor, Limits limits, Instant now, Attempt attempt) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":ids", AttributeValue.fromB(Attributes.fingerprint(id(claim))));
    values.put(":idSet", fingerprints(id(claim)));
    values.put(":actorSet", fingerprints(actor));
    values.put(":places", number(attempt.reserve() ? limits.cap() : limits.open()));
    values.put(":one", number(1));
    values.put(":page", number(pageSize));
    values.put(":expires", seconds(claim.window().end().plus(retention)));
    List<String> conditions = new ArrayList<>(List.of(PLACE_LEFT, NEW_ALERT));
    if (attempt.reserve()) {
      conditions.add(NEW_ACTOR);
      values.put(":actors", AttributeValue.fromB(Attributes.fingerprint(actor)));
    }
    String set = "SET pageEnd = if_not_exists(pageEnd, :page), expiresAt = :expires";
    String add = " ADD admitted :one, ids :idSet, actors :actorSet";
    UpdateItemRequest.Builder update = UpdateItemRequest.builder();
    if (attempt.paced()) {
      conditions.add(IN_PACE);
      values.put(":perSecond", number(limits.perSecond()));
      add += ", #second :one";
      update.expressionAttributeNames(secondName(now));
    }
    return update
        .key(key(Keys.window(claim.key().ruleId(), claim.window())))
        .updateExpression(set + add)
        .conditionExpression(String.join(" AND ", conditions))
        .expressionAttributeValues(values);
  }

  boolean pace(String ruleId, Window window, Limits limits, Instant now) {
    if (!limits.paced()) {
      return true;
    }
    UpdateItemRequest.Builder update =
        UpdateItemRequest.builder()
            .key(key(Keys.window(ruleId, window)))
            .updateExpression("SET expiresAt = :expires ADD #second :one")
            .conditionExpression(IN_PACE)
            .expressionAttributeNames(secondName(now))
            .expressionAttributeValues(
                Map.of(
                    ":one", number(1),
                    ":perSecond", number(limits.perSecond()),
                    ":expires", seconds(window.end().plus(retention))));
    return table.update(update) instanceof Table.Written.Done;
  }

  void announced(String ruleId, Window window) {
    table.update(
        UpdateItemRequest.builder()
            .key(key(Keys.window(ruleId, window)))
            .updateExpression("SET announced = :yes")
            .expressionAttributeValues(Map.of(":yes", AttributeValue.fromBool(true))));
  }

  /** Looks at the present page first: a page that turns meanwhile is then read as a full one. */
  boolean isAdmitted(Claim.Granted claim) {
    WindowItem window =
        new WindowItem(table.get(Keys.window(claim.key().ruleId(), claim.window())), pageSize);
    return window.admits(id(claim))
        || fullPages(claim, window).stream().anyMatch(page -> page.admits(id(claim)));
  }

  private boolean hasSeen(Claim.Granted claim, String actor, WindowItem window) {
    return window.hasSeen(actor)
        || fullPages(claim, window).stream().anyMatch(page -> page.hasSeen(actor));
  }

  /** A full page does not change, so it does no harm if several runs copy it. */
  private void turnPage(Claim.Granted claim, WindowItem window) {
    String ruleId = claim.key().ruleId();
    Map<String, AttributeValue> page = new HashMap<>();
    page.put(Entries.PK, text(Keys.page(ruleId, claim.window(), window.fullPages())));
    page.put(Entries.EXPIRES_AT, seconds(claim.window().end().plus(retention)));
    copy(window, page, WindowItem.IDS);
    copy(window, page, WindowItem.ACTORS);
    table.put(PutItemRequest.builder().item(page));
    List<String> spent = new ArrayList<>(window.secondAttributes());
    spent.addAll(List.of(WindowItem.IDS, WindowItem.ACTORS));
    table.update(
        UpdateItemRequest.builder()
            .key(key(Keys.window(ruleId, claim.window())))
            .updateExpression("SET pageEnd = :next REMOVE " + String.join(", ", spent))
            .conditionExpression("pageEnd = :full")
            .expressionAttributeValues(
                Map.of(
                    ":full", number(window.pageEnd()),
                    ":next", number(window.pageEnd() + pageSize))));
  }

  private static void copy(WindowItem from, Map<String, AttributeValue> to, String name) {
    AttributeValue value = from.item().get(name);
    if (value != null) {
      to.put(name, value);
    }
  }

  private List<WindowItem> fullPages(Claim.Granted claim, WindowItem window) {
    List<Map<String, AttributeValue>> keys =
        LongStream.range(0, window.fullPages())
            .mapToObj(page -> key(Keys.page(claim.key().ruleId(), claim.window(), page)))
            .toList();
    List<WindowItem> pages = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += MOST_KEYS_A_READ) {
      read(keys.subList(from, Math.min(keys.size(), from + MOST_KEYS_A_READ)), pages);
    }
    return pages;
  }

  private void read(List<Map<String, AttributeValue>> keys, List<WindowItem> pages) {
    Map<String, KeysAndAttributes> wanted =
        Map.of(table.name(), KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
    for (int round = 0; round < MOST_ROUNDS && !wanted.isEmpty(); round++) {
      var response = table.batchGet(BatchGetItemRequest.builder().requestItems(wanted).build());
      response
          .responses()
          .getOrDefault(table.name(), List.of())
          .forEach(item -> pages.add(new WindowItem(item, pageSize)));
      wanted = response.unprocessedKeys();
    }
    if (!wanted.isEmpty()) {
      throw new LedgerFailedException("the window's pages could not be read", true, null);
    }
  }

  private static Map<String, String> secondName(Instant now) {
    return Map.of("#second", WindowItem.secondAttribute(now.getEpochSecond()));
  }

  private static Map<String, AttributeValue> key(String pk) {
    return Map.of(Entries.PK, text(pk));
  }

  private static String id(Claim.Granted claim) {
    return Keys.of(claim.key());
  }
}
