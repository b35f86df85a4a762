package rdsalert.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads CloudTrail's {@code userIdentity}, of which every part may be missing, and the one flag of
 * its session that CloudTrail writes beside it.
 */
final class ActorReader {
  private static final List<String> TYPES =
      List.of(
          ("Root IAMUser AssumedRole Role FederatedUser IdentityCenterUser SAMLUser WebIdentityUser"
                  + " Directory AWSAccount AWSService Unknown")
              .split(" ", -1));

  private ActorReader() {}

  static Actor read(JsonNode detail) {
    JsonNode identity = Json.field(detail, "userIdentity");
    String type = Json.text(identity, "type");
    return new Actor(
        type == null ? "Unknown" : spelled(type),
        Json.text(identity, "principalId"),
        Json.text(identity, "arn"),
        Json.text(identity, "accountId"),
        Json.text(identity, "accessKeyId"),
        Json.text(identity, "userName"),
        Json.text(identity, "invokedBy"),
        session(identity, fromConsole(detail, identity)));
  }

  /** The type as CloudTrail writes it, in any casing. */
  private static String spelled(String type) {
    return TYPES.stream().filter(type::equalsIgnoreCase).findFirst().orElse(type);
  }

  private static Actor.Session session(JsonNode identity, boolean fromConsole) {
    JsonNode context = Json.field(identity, "sessionContext");
    JsonNode attributes = Json.field(context, "attributes");
    String sourceIdentity = Json.text(context, "sourceIdentity");
    return new Actor.Session(
        issuer(Json.field(context, "sessionIssuer")),
        mfa(Json.text(attributes, "mfaAuthenticated")),
        EventReader.time(Json.text(attributes, "creationDate")),
        sourceIdentity != null ? sourceIdentity : Json.text(identity, "sourceIdentity"),
        fromConsole,
        federation(Json.field(context, "webIdFederationData"), identity),
        delivery(
            Json.text(Json.field(identity, "inScopeOf"), "credentialsIssuedTo"),
            Json.text(context, "ec2RoleDelivery")),
        Json.text(Json.field(identity, "onBehalfOf"), "userId"));
  }

  /** Written beside the identity; inside it in some records. */
  private static boolean fromConsole(JsonNode detail, JsonNode identity) {
    return Stream.of(detail, identity, Json.field(identity, "sessionContext"))
        .map(place -> Json.text(place, "sessionCredentialFromConsole"))
        .anyMatch("true"::equalsIgnoreCase);
  }

  private static Actor.@Nullable Federation federation(JsonNode web, JsonNode identity) {
    String provider = Json.text(web, "federatedProvider");
    String subject = Json.text(Json.field(web, "attributes"), "sub");
    String named = provider != null ? provider : Json.text(identity, "identityProvider");
    return named == null ? null : new Actor.Federation(named, subject);
  }

  private static Actor.@Nullable Delivery delivery(
      @Nullable String issuedTo, @Nullable String metadataVersion) {
    return issuedTo == null && metadataVersion == null
        ? null
        : new Actor.Delivery(issuedTo, metadataVersion);
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
}
