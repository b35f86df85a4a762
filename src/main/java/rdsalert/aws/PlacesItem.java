package rdsalert.aws;

import static rdsalert.aws.Attributes.*;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
  private static final String TAKEN = "taken";

  /** The attribute that counts the places of a share. */
  private static String attribute(Share share) {
    return switch (share) {
      case OPEN -> "open";
      case ROOT -> "root";
      case URGENT -> "urgent";
      case NEW_CALLER -> "newCallers";
      case NEW_ACCOUNT -> "newAccounts";
    };
  }

  /** The attribute that counts the places of the reserve that a caller or an account has. */
  private static String reserveAttribute(String name) {
    byte[] fingerprint = fingerprint(name).asByteArray();
    return "by-" + Base64.getUrlEncoder().withoutPadding().encodeToString(fingerprint);
  }

  boolean isOf(Window window) {
    return Keys.places(window).equals(textOf(item, EntryItem.PK));
  }

  boolean hasPlaceOf(String attempt) {
    return hasFingerprint(item, "attempts", attempt);
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
    return hasFingerprint(item, "seen", name);
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
    Map<String, Integer> counters = new LinkedHashMap<>();
    counters.put(TAKEN, limits.cap());
    counters.put(attribute(share), share.places(limits));
    for (String name : share.boundedNames(applicant)) {
      counters.put(reserveAttribute(name), Share.mostOfReserve(limits));
    }
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    List<String> added = new ArrayList<>(List.of("attempts :attempts", "seen :seen"));
    List<String> conditions = new ArrayList<>(List.of("NOT contains(attempts, :attempt)"));
    values.put(":attempt", AttributeValue.fromB(fingerprint(attempt)));
    values.put(":attempts", fingerprints(Set.of(attempt)));
    values.put(":seen", fingerprints(Share.seenNames(applicant)));
    values.put(":expires", expires);
    values.put(":one", number(1));
    counters.forEach(
        (attribute, most) -> {
          String name = "#counter" + names.size();
          String limit = ":most" + names.size();
          names.put(name, attribute);
          values.put(limit, number(most));
          added.add(name + " :one");
          conditions.add("(attribute_not_exists(%1$s) OR %1$s < %2$s)".formatted(name, limit));
        });
    for (String unseen : share.newNames(applicant)) {
      String value = ":new" + conditions.size();
      values.put(value, AttributeValue.fromB(fingerprint(unseen)));
      conditions.add("NOT contains(seen, " + value + ")");
    }
    return UpdateItemRequest.builder()
        .updateExpression("SET expiresAt = :expires ADD " + String.join(", ", added))
        .conditionExpression(String.join(" AND ", conditions))
        .expressionAttributeNames(names)
        .expressionAttributeValues(values);
  }
}
