package rdsalert.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads CloudTrail's {@code userIdentity}, of which every part may be missing, and the one flag of
 * its session that CloudTrail writes beside it.
 */
final class ActorReader {
  private ActorReader() {}

  static Actor read(JsonNode detail) {
    JsonNode identity = Json.field(detail, "userIdentity");
    String type = Json.text(identity, "type");
    return new Actor(
        type == null ? "Unknown" : type,
        Json.text(identity, "principalId"),
        Json.text(identity, "arn"),
        Json.text(identity, "accountId"),
        Json.text(identity, "accessKeyId"),
        Json.text(identity, "userName"),
        Json.text(identity, "invokedBy"),
        session(identity, fromConsole(detail, identity)));
  }

  private static Actor.Session session(JsonNode identity, boolean fromConsole) {
    JsonNode context = Json.field(identity, "sessionContext");
    JsonNode attributes = Json.field(context, "attributes");
    JsonNode federation = Json.field(context, "webIdFederationData");
    String sourceIdentity = Json.text(context, "sourceIdentity");
    return new Actor.Session(
        issuer(Json.field(context, "sessionIssuer")),
        mfa(Json.text(attributes, "mfaAuthenticated")),
        instant(Json.text(attributes, "creationDate")),
        sourceIdentity != null ? sourceIdentity : Json.text(identity, "sourceIdentity"),
        fromConsole,
        provider(federation, identity));
  }

  /** Written beside the identity; inside it in some records. */
  private static boolean fromConsole(JsonNode detail, JsonNode identity) {
    return Stream.of(detail, identity, Json.field(identity, "sessionContext"))
        .map(place -> Json.text(place, "sessionCredentialFromConsole"))
        .anyMatch("true"::equalsIgnoreCase);
  }

  private static @Nullable String provider(JsonNode federation, JsonNode identity) {
    String provider = Json.text(federation, "federatedProvider");
    return provider != null ? provider : Json.text(identity, "identityProvider");
  }

  private static Actor.@Nullable Issuer issuer(JsonNode issuer) {
    if (!issuer.isObject() || issuer.isEmpty()) {
      return null;
    }
    return new Actor.Issuer(
        Json.text(issuer, "type"),
        Json.text(issuer, "principalId"),
        Json.text(issuer, "arn"),
        Json.text(issuer, "accountId"),
        Json.text(issuer, "userName"));
  }

  /** CloudTrail writes this flag as text. */
  private static Actor.Mfa mfa(@Nullable String flag) {
    if (flag == null) {
      return Actor.Mfa.UNKNOWN;
    }
    return flag.equalsIgnoreCase("true") ? Actor.Mfa.USED : Actor.Mfa.NOT_USED;
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
