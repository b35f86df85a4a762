package rdsalert.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who made a call, as CloudTrail's {@code userIdentity} tells it.
 *
 * <p>Only {@link #type} is certain; every other part may be null, and all text but ids and ARNs
 * that AWS assigns can be chosen by the caller.
 *
 * @param type as CloudTrail writes it: {@code Root}, {@code IAMUser}, {@code AssumedRole} …, or
 *     {@code Unknown} where it is missing
 * @param account the account the identity belongs to, which may not be the account called
 * @param accessKeyId null where CloudTrail writes none or an empty string
 */
public record Actor(
    String type,
    @Nullable String principalId,
    @Nullable String arn,
    @Nullable String account,
    @Nullable String accessKeyId,
    @Nullable String userName,
    @Nullable String invokedBy,
    Session session) {
  private static final List<String> TYPES =
      List.of(
          ("Root IAMUser AssumedRole Role FederatedUser IdentityCenterUser SAMLUser WebIdentityUser"
                  + " Directory AWSAccount AWSService Unknown")
              .split(" ", -1));
  private static final Pattern CONSOLE =
      Pattern.compile("(?:signin|console)\\." + Partition.DOMAINS);

  /**
   * The session behind temporary credentials; every part is null, or unknown, for other actors.
   *
   * @param started null also where it is no time of a session
   * @param onBehalfOf the id of the user in IAM Identity Center for whom the call was made
   */
  public record Session(
      Issuer issuer,
      Mfa mfa,
      @Nullable Instant started,
      @Nullable String sourceIdentity,
      boolean fromConsole,
      @Nullable Federation federation,
      @Nullable Delivery delivery,
      @Nullable String onBehalfOf) {}

  /** Who vouched for the person or machine that signed in, and for whom: an OIDC subject. */
  public record Federation(String provider, @Nullable String subject) {}

  /**
   * To what AWS itself handed the session's credentials, as it records.
   *
   * @param issuedTo the ARN, such as that of an EC2 instance
   * @param metadataVersion of an instance's metadata service, {@code 1.0} or {@code 2.0}
   */
  public record Delivery(@Nullable String issuedTo, @Nullable String metadataVersion) {}

  /** The role or user that a session was issued for; every part is null where there is none. */
  public record Issuer(
      @Nullable String type,
      @Nullable String principalId,
      @Nullable String arn,
      @Nullable String account,
      @Nullable String userName) {
    private static final Issuer NONE = new Issuer(null, null, null, null, null);
  }

  /** Whether multi-factor authentication stood behind the call. */
  public enum Mfa {
    USED,
    NOT_USED,
    /** CloudTrail wrote nothing about it, as for long-term keys. */
    UNKNOWN
  }

  static Actor of(JsonNode detail) {
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
        session(identity, detail));
  }

  /** The type as CloudTrail writes it, in any casing. */
  private static String spelled(String type) {
    return TYPES.stream().filter(type::equalsIgnoreCase).findFirst().orElse(type);
  }

  private static Session session(JsonNode identity, JsonNode detail) {
    JsonNode context = Json.field(identity, "sessionContext");
    JsonNode attributes = Json.field(context, "attributes");
    return new Session(
        issuer(Json.field(context, "sessionIssuer")),
        mfa(Json.text(attributes, "mfaAuthenticated")),
        EventReader.time(Json.text(attributes, "creationDate")),
        Json.firstOf(Json.text(context, "sourceIdentity"), Json.text(identity, "sourceIdentity")),
        fromConsole(detail, identity, context),
        federation(Json.field(context, "webIdFederationData"), identity),
        delivery(
            Json.text(Json.field(identity, "inScopeOf"), "credentialsIssuedTo"),
            Json.text(context, "ec2RoleDelivery")),
        Json.text(Json.field(identity, "onBehalfOf"), "userId"));
  }

  /** Written beside the identity; inside it in some records. */
  private static boolean fromConsole(JsonNode... places) {
    return Stream.of(places)
        .map(place -> Json.text(place, "sessionCredentialFromConsole"))
        .anyMatch("true"::equalsIgnoreCase);
  }

  private static @Nullable Federation federation(JsonNode web, JsonNode identity) {
    String provider =
        Json.firstOf(Json.text(web, "federatedProvider"), Json.text(identity, "identityProvider"));
    return provider == null
        ? null
        : new Federation(provider, Json.text(Json.field(web, "attributes"), "sub"));
  }

  private static @Nullable Delivery delivery(
      @Nullable String issuedTo, @Nullable String metadataVersion) {
    return issuedTo == null && metadataVersion == null
        ? null
        : new Delivery(issuedTo, metadataVersion);
  }

  private static Issuer issuer(JsonNode issuer) {
    return issuer.isMissingNode()
        ? Issuer.NONE
        : new Issuer(
            Json.text(issuer, "type"),
            Json.text(issuer, "principalId"),
            Json.text(issuer, "arn"),
            Json.text(issuer, "accountId"),
            Json.text(issuer, "userName"));
  }

  /** CloudTrail writes this flag as text. */
  private static Mfa mfa(@Nullable String flag) {
    return flag == null ? Mfa.UNKNOWN : flag.equalsIgnoreCase("true") ? Mfa.USED : Mfa.NOT_USED;
  }

  public boolean isRoot() {
    return type.equals("Root");
  }

  /** Whether the root user called, or issued the session that did. */
  public boolean isOfRoot() {
    return isRoot() || "Root".equalsIgnoreCase(session.issuer.type);
  }

  /**
   * The AWS service that made the call, on its own or on behalf of a caller; null if there is none.
   * The console acts for the caller, and {@code AWS Internal} names no service.
   */
  public @Nullable String service() {
    return invokedBy == null || isConsole() || !invokedBy.contains(".") ? null : invokedBy;
  }

  /** Whether an AWS service made the call, on its own or on behalf of a caller. */
  public boolean isService() {
    return type.equals("AWSService") || service() != null;
  }

  /** Whether the record says that the console made the call for the person signed in there. */
  public boolean isConsole() {
    return session.fromConsole || (invokedBy != null && CONSOLE.matcher(invokedBy).matches());
  }

  /** Whether only an AWS service can use the role, and only AWS can change it. */
  public boolean isServiceLinked() {
    String arn = Json.firstOf(session.issuer.arn, this.arn);
    return arn != null && arn.contains(":role/aws-service-role/");
  }

  /** The name of a role session: the last part of its ARN. Null for actors that have no session. */
  public @Nullable String sessionName() {
    return arn == null || !arn.contains(":assumed-role/") || arn.endsWith("/")
        ? null
        : arn.substring(arn.lastIndexOf('/') + 1);
  }

  /**
   * What tells one actor from another when alerts are counted: the principal and its account.
   *
   * <p>For a session this is the role or user that issued it, never the session's name, because the
   * caller chooses that name and could be a new actor with every call.
   */
  public String key() {
    String issuer = Json.firstOf(session.issuer.principalId, session.issuer.arn);
    if (issuer != null) {
      return ofAccount(issuer, Json.firstOf(session.issuer.account, account));
    }
    String principal =
        Json.firstOf(
            beforeColon(principalId), withoutSession(arn), userName, session.onBehalfOf, invokedBy);
    return ofAccount(principal == null ? type.toLowerCase(Locale.ROOT) : principal, account);
  }

  private static String ofAccount(String principal, @Nullable String account) {
    return account == null ? principal : principal + "@" + account;
  }

  /** Temporary credentials write {@code ID:SESSION}; the caller chooses what follows the colon. */
  private static @Nullable String beforeColon(@Nullable String principalId) {
    return principalId == null || principalId.indexOf(':') <= 0
        ? principalId
        : principalId.substring(0, principalId.indexOf(':'));
  }

  /** The ARN of what a session was opened for: the part before the session's name. */
  private static @Nullable String withoutSession(@Nullable String arn) {
    return arn != null && (arn.contains(":assumed-role/") || arn.contains(":federated-user/"))
        ? arn.substring(0, arn.lastIndexOf('/'))
        : arn;
  }
}
