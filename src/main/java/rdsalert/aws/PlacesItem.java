package rdsalert.aws;

import static rdsalert.aws.Attributes.fingerprint;
import static rdsalert.aws.Attributes.fingerprints;
import static rdsalert.aws.Attributes.hasFingerprint;
import static rdsalert.aws.Attributes.longOf;
import static rdsalert.aws.Attributes.number;
import static rdsalert.aws.Attributes.textOf;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rdsalert.delivery.Limits;
import rdsalert.delivery.Share;
import rdsalert.delivery.Share.Applicant;
import rdsalert.delivery.Window;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The item of a window's places as it was read.
 *
 * <p>Its numbers only grow and its names are never removed, so an old copy that refuses an
 * applicant is as good as a new one.
 */
record PlacesItem(Map<String, AttributeValue> item) implements Share.Occupancy {
  static final String TAKEN = "taken";
  static final String ATTEMPTS = "attempts";
  static final String SEEN = "seen";

  /** The attribute that counts the places of a share. */
  static String attribute(Share share) {
    return switch (share) {
      case OPEN -> "open";
      case ROOT -> "root";
      case URGENT -> "urgent";
      case NEW_CALLER -> "newCallers";
      case NEW_ACCOUNT -> "newAccounts";
    };
  }

  /** The attribute that counts the places of the reserve that a caller or an account has. */
  static String reserveAttribute(String name) {
    byte[] fingerprint = fingerprint(name).asByteArray();
    return "by-" + Base64.getUrlEncoder().withoutPadding().encodeToString(fingerprint);
  }

  boolean isOf(Window window) {
    return Keys.places(window).equals(textOf(item, EntryItem.PK));
  }

  boolean hasPlaceOf(String attempt) {
    return hasFingerprint(item, ATTEMPTS, attempt);
  }

  @Override
  public int taken() {
    return (int) longOf(item, TAKEN, 0);
  }

  @Override
  public int taken(Share share) {
    return (int) longOf(item, attribute(share), 0);
  }

  @Override
  public boolean hasSeen(String name) {
    return hasFingerprint(item, SEEN, name);
  }

  @Override
  public int reserveTakenBy(String name) {
    return (int) longOf(item, reserveAttribute(name), 0);
  }

  /**
   * The update that gives one place of a share, on the condition that the share still has one: what
   * {@link Share} decides of a copy, decided again by the table.
   */
  static UpdateItemRequest.Builder update(
      String attempt, Applicant applicant, Share share, Limits limits, AttributeValue expires) {
    Update update = new Update();
    update.addNames(attempt, Share.seenNames(applicant));
    update.addCounter("#taken", TAKEN, limits.cap());
    update.addCounter("#share", attribute(share), share.places(limits));
    int most = Share.mostOfReserve(limits);
    for (String name : share.boundedNames(applicant)) {
      update.addCounter("#by" + update.counters.size(), reserveAttribute(name), most);
    }
    share.newNames(applicant).forEach(update::requireNew);
    return update.request(expires);
  }

  private static final class Update {
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();
    private final List<String> counters = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();

    private void addNames(String attempt, Set<String> seen) {
      values.put(":one", number(1));
      values.put(":attempt", AttributeValue.fromB(fingerprint(attempt)));
      values.put(":attemptSet", fingerprints(attempt));
      values.put(":seen", fingerprints(seen.toArray(String[]::new)));
      conditions.add("NOT contains(" + ATTEMPTS + ", :attempt)");
    }

    private void addCounter(String placeholder, String attribute, int most) {
      String limit = ":most" + counters.size();
      names.put(placeholder, attribute);
      values.put(limit, number(most));
      counters.add(placeholder + " :one");
      conditions.add(
          "(attribute_not_exists(" + placeholder + ") OR " + placeholder + " < " + limit + ")");
    }

    private void requireNew(String name) {
      String value = ":new" + conditions.size();
      values.put(value, AttributeValue.fromB(fingerprint(name)));
      conditions.add("NOT contains(" + SEEN + ", " + value + ")");
    }

    private UpdateItemRequest.Builder request(AttributeValue expires) {
      values.put(":expires", expires);
      String added = String.join(", ", counters) + ", " + ATTEMPTS + " :attemptSet, ";
      return UpdateItemRequest.builder()
          .updateExpression("SET expiresAt = :expires ADD " + added + SEEN + " :seen")
          .conditionExpression(String.join(" AND ", conditions))
          .expressionAttributeNames(names)
          .expressionAttributeValues(values);
    }
  }
}
