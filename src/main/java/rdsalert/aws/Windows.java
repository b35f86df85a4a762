package rdsalert.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import rdsalert.delivery.Admission;
import rdsalert.delivery.Claim;
import rdsalert.delivery.LedgerFailedException;
import rdsalert.delivery.Limits;
import rdsalert.delivery.Window;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Places in windows, given by one conditional update of the window's item.
 *
 * <p>The update does everything at once: it refuses an alert that has its place already, a full
 * window, a full page, and an actor who is not to use the reserve; and it counts the publishes of
 * the present second. What refused it is read from the item that comes back with the refusal.
 */
final class Windows {
  /** Pages fill up and other runs interfere; more rounds than this mean that something is wrong. */
  private static final int MOST_ROUNDS = 20;

  private final Table table;
  private final Duration retention;
  private final Pages pages;

  Windows(Table table, Duration retention, int pageSize) {
    this.table = table;
    this.retention = retention;
    this.pages = new Pages(table, retention, pageSize);
  }

  Admission admit(Claim.Granted claim, String actor, Limits limits, Instant now) {
    Applicant applicant = new Applicant(claim, actor, limits, now);
    AdmissionUpdate update = new AdmissionUpdate(false, limits.paced());
    for (int round = 0; round < MOST_ROUNDS; round++) {
      switch (tryToAdmit(applicant, update)) {
        case Step.Settled(Admission admission) -> {
          return admission;
        }
        case Step.Again(AdmissionUpdate next) -> update = next;
      }
    }
    throw new LedgerFailedException("the window's item is contended too much", true, null);
  }

  /** Who asks for a place, and by which rules. */
  private record Applicant(Claim.Granted claim, String actor, Limits limits, Instant now) {}

  private sealed interface Step {
    record Settled(Admission admission) implements Step {}

    record Again(AdmissionUpdate update) implements Step {}
  }

  private Step tryToAdmit(Applicant applicant, AdmissionUpdate update) {
    Table.Written written;
    try {
      written = table.updateOnce(request(applicant, update));
    } catch (LedgerFailedException e) {
      return afterLostAnswer(applicant, update, e);
    }
    return switch (written) {
      case Table.Written.Done(var item) -> admitted(applicant, update, item);
      case Table.Written.Refused(var item) ->
          afterRefusal(applicant, update, new WindowItem(item, pages.size()));
    };
  }

  private UpdateItemRequest.Builder request(Applicant applicant, AdmissionUpdate update) {
    return update.request(
        applicant.claim(),
        applicant.actor(),
        applicant.limits(),
        applicant.now(),
        pages.size(),
        retention);
  }

  private Step admitted(
      Applicant applicant, AdmissionUpdate update, Map<String, AttributeValue> item) {
    int number = (int) new WindowItem(item, pages.size()).admitted();
    boolean hasTurn = update.paced() || !applicant.limits().paced();
    return new Step.Settled(new Admission.Admitted(OptionalInt.of(number), hasTurn));
  }

  /** The call may have taken effect; the item tells. */
  private Step afterLostAnswer(
      Applicant applicant, AdmissionUpdate update, LedgerFailedException e) {
    if (!e.worthRetrying()) {
      throw e;
    }
    return isAdmitted(applicant.claim()) ? hasPlace(applicant) : new Step.Again(update);
  }

  private Step afterRefusal(Applicant applicant, AdmissionUpdate update, WindowItem window) {
    if (window.admits(Keys.of(applicant.claim().key()))) {
      return hasPlace(applicant);
    }
    if (window.admitted() >= applicant.limits().cap()) {
      return refused(window);
    }
    if (window.pageIsFull()) {
      pages.turn(applicant.claim(), window);
      return new Step.Again(update);
    }
    if (window.admitted() >= applicant.limits().open()) {
      if (pages.nameActor(applicant.claim(), applicant.actor(), window)) {
        return refused(window);
      }
      if (!update.reserve()) {
        return new Step.Again(update.withReserve());
      }
    }
    return new Step.Again(update.withoutPace());
  }

  private static Step refused(WindowItem window) {
    return new Step.Settled(new Admission.Refused(window.announced()));
  }

  /** It kept its place from an earlier try; whether that try also took a publish is not known. */
  private Step hasPlace(Applicant applicant) {
    Limits limits = applicant.limits();
    Window present = Window.at(applicant.now(), limits.window());
    boolean hasTurn = pace(applicant.claim().key().ruleId(), present, limits, applicant.now());
    return new Step.Settled(new Admission.Admitted(OptionalInt.empty(), hasTurn));
  }

  boolean pace(String ruleId, Window window, Limits limits, Instant now) {
    return !limits.paced()
        || table.update(AdmissionUpdate.paceOnly(ruleId, window, limits, now, retention))
            instanceof Table.Written.Done;
  }

  void announced(String ruleId, Window window) {
    table.update(
        UpdateItemRequest.builder()
            .key(Pages.key(Keys.window(ruleId, window)))
            .updateExpression("SET announced = :yes")
            .expressionAttributeValues(Map.of(":yes", AttributeValue.fromBool(true))));
  }

  /** Looks at the present page first: a page that turns meanwhile is then read as a full one. */
  boolean isAdmitted(Claim.Granted claim) {
    return pages.name(claim, pages.window(claim));
  }
}
