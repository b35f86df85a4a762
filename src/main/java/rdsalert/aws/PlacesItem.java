package rdsalert.aws;

import static rdsalert.aws.Attributes.hasFingerprint;
import static rdsalert.aws.Attributes.longOf;

import java.util.Base64;
import java.util.Map;
import rdsalert.delivery.Share;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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
    byte[] fingerprint = Attributes.fingerprint(name).asByteArray();
    return "by-" + Base64.getUrlEncoder().withoutPadding().encodeToString(fingerprint);
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
}
