package rdsalert.briefing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.event.Actor;
import rdsalert.text.Said;
import rdsalert.text.Times;

/**
 * Names an actor as people would: what kind of identity it is, which one, by what credentials.
 *
 * @param kind such as {@code root user}, {@code role}, {@code AWS service}
 * @param name the user's, role's or service's own name; null where there is none, as for root
 * @param roleName the name of the role behind a session; null for other actors
 * @param isIdentityCenterRole whether IAM Identity Center manages it: anybody can choose the name,
 *     not the path
 * @param said kind and name
 */
public record ActorPhrase(
    Actor actor,
    String kind,
    @Nullable String name,
    @Nullable String roleName,
    boolean isRole,
    boolean isIdentityCenterRole,
    Said said) {
  /** Only IAM Identity Center has roles there, named prefix, permission set, 16 digits. */
  private static final String IDENTITY_CENTER_PATH = ":role/aws-reserved/sso.amazonaws.com/";

  private static final Pattern IDENTITY_CENTER_ROLE =
      Pattern.compile("AWSReservedSSO_(.+)_[0-9a-f]{16}");

  private static final Pattern ASSUMED_ROLE = Pattern.compile(":assumed-role/([^/]*)");

  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_ARN = 160;

  public static ActorPhrase of(Actor actor) {
    Actor.Issuer issuer = actor.session().issuer();
    String issuerArn = issuer == null ? null : issuer.arn();
    boolean role = actor.type().equals("AssumedRole") || actor.type().equals("Role");
    boolean identityCenter = role && issuerArn != null && issuerArn.contains(IDENTITY_CENTER_PATH);
    String kind = kind(actor.type(), identityCenter);
    String roleName = roleName(actor, issuer);
    String name = name(actor, roleName);
    String shown = identityCenter ? permissionSet(roleName) : name;
    Said said = shown == null ? Said.of(kind) : Said.of(kind + " ").andQuote(shown, LONGEST_NAME);
    return new ActorPhrase(actor, kind, name, roleName, role, identityCenter, said);
  }

  private static String kind(String type, boolean identityCenterRole) {
    return switch (type) {
      case "Root" -> "root user";
      case "IAMUser" -> "IAM user";
      case "AssumedRole", "Role" -> identityCenterRole ? "Identity Center role" : "role";
      case "FederatedUser" -> "federated user";
      case "IdentityCenterUser" -> "Identity Center user";
      case "SAMLUser" -> "SAML user";
      case "WebIdentityUser" -> "web identity user";
      case "Directory" -> "directory user";
      case "AWSAccount" -> "another account's caller";
      case "AWSService" -> "AWS service";
      default -> "caller of unknown kind";
    };
  }

  private static @Nullable String roleName(Actor actor, Actor.@Nullable Issuer issuer) {
    if (issuer != null && issuer.userName() != null) {
      return issuer.userName();
    }
    Matcher session = ASSUMED_ROLE.matcher(String.valueOf(actor.arn()));
    return session.find() ? session.group(1) : lastOf(actor.arn());
  }

  private static @Nullable String name(Actor actor, @Nullable String roleName) {
    return switch (actor.type()) {
      case "Root" -> null;
      case "AssumedRole", "Role" -> roleName;
      case "AWSService" -> actor.invokedBy();
      default -> {
        String own = actor.userName() != null ? actor.userName() : lastOf(actor.arn());
        String person = own != null ? own : actor.session().onBehalfOf();
        yield person != null ? person : actor.principalId();
      }
    };
  }

  private static @Nullable String permissionSet(@Nullable String role) {
    Matcher parts = IDENTITY_CENTER_ROLE.matcher(String.valueOf(role));
    return parts.matches() ? parts.group(1) : role;
  }

  private static @Nullable String lastOf(@Nullable String arn) {
    if (arn == null) {
      return null;
    }
    String last = arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
    return last.isEmpty() ? null : last;
  }

  /** As a part of a sentence: a caller without a name is {@code the root user}. */
  Said inSentence(int longest) {
    return name == null ? Said.of("the ").and(said) : said.within(longest);
  }

  /**
   * Kind and name, such as {@code role Deploy}, of Identity Center's roles the permission set; and
   * the service in between if there is one.
   */
  public Said throughWhat(int longest) {
    String through = through();
    if (through == null) {
      return said.within(longest);
    }
    Said who = said.within(longest).and(" through ");
    return SourceAddress.of(through) instanceof SourceAddress.Service known
        ? who.and(known.shortName())
        : who.andQuote(through, longest);
  }

  private @Nullable String through() {
    return isAwsService() ? null : actor.service();
  }

  /** Kind and name, for a role its session, and the service in between. */
  public Said withSession() {
    Said who = said;
    String sessionName = actor.sessionName();
    if (sessionName != null) {
      who = who.and(", session ").andQuote(sessionName, LONGEST_NAME);
    }
    String through = through();
    return through == null ? who : who.and(", through ").andQuote(through, LONGEST_NAME);
  }

  /** The ARN; where there is none, everything else that identifies the caller. */
  public Said arn() {
    String arn = actor.arn();
    String principal = actor.principalId();
    if (arn != null) {
      return Said.quote(arn, LONGEST_ARN);
    }
    return principal == null
        ? said.and(", no ARN recorded")
        : Said.of(kind + " ").andQuote(principal, LONGEST_ARN).and(", no ARN recorded");
  }

  /** Key, age of the session at the time of the call, MFA, and who issued a user's session. */
  public Said credentials(Instant called) {
    List<Said> parts = new ArrayList<>(List.of(key()));
    Instant started = actor.session().started();
    if (started != null && !started.isAfter(called)) {
      parts.add(Said.of("session " + Times.length(Duration.between(started, called)) + " old"));
    }
    Actor.Mfa mfa = mfa();
    if (mfa != Actor.Mfa.UNKNOWN) {
      parts.add(Said.of(mfa == Actor.Mfa.USED ? "with MFA" : "no MFA"));
    }
    boolean federated = isFederatedUser();
    Actor.Issuer issuer = federated ? actor.session().issuer() : null;
    if (federated && actor.isOfRoot()) {
      parts.add(Said.of("issued by the root user"));
    } else if (issuer != null) {
      String by = issuer.userName() != null ? issuer.userName() : issuer.principalId();
      parts.add(Said.of("issued by IAM user ").andQuote(String.valueOf(by), LONGEST_NAME));
    }
    return Said.join(", ", parts);
  }

  private Said key() {
    String key = actor.accessKeyId();
    if (key == null) {
      return Said.of("No access key recorded");
    }
    String which =
        key.startsWith("ASIA") ? "Temporary key " : hasLongTermKey() ? "Long-term key " : "Key ";
    return Said.of(which).andQuote(key, LONGEST_NAME);
  }

  /** What the record tells of MFA; of federated sessions it never tells anything. */
  public Actor.Mfa mfa() {
    Actor.Session session = actor.session();
    boolean told = actor.isRoot() || isUser() || (isRole && session.federation() == null);
    return told ? session.mfa() : Actor.Mfa.UNKNOWN;
  }

  /** What CloudTrail's index calls the user name: for a role, the session's name. */
  public @Nullable String trailName() {
    String session = actor.isRoot() ? "root" : actor.sessionName();
    return session != null ? session : actor.userName();
  }

  public boolean hasLongTermKey() {
    String key = actor.accessKeyId();
    return key != null && key.startsWith("AKIA");
  }

  public boolean isUser() {
    return actor.type().equals("IAMUser");
  }

  /** Whether it called on its own; {@link Actor#isService} is one that called for a caller, too. */
  private boolean isAwsService() {
    return actor.type().equals("AWSService");
  }

  private boolean isFederatedUser() {
    return actor.type().equals("FederatedUser");
  }

  /** The name of the IAM user who called, or issued the session that did; null for others. */
  public @Nullable String userName() {
    Actor.Issuer issuer = actor.session().issuer();
    return isFederatedUser() && issuer != null && !actor.isOfRoot()
        ? issuer.userName()
        : isUser() ? name : null;
  }

  /** Whether a service named the session after itself, so that the name tells of no person. */
  public boolean isNamedByService() {
    return SourceAddress.of(actor.invokedBy()) instanceof SourceAddress.Service by
        && ("AWS" + by.shortName()).equalsIgnoreCase(actor.sessionName());
  }

  /** Whether the session is a service's own, so that no person signed in for it. */
  public boolean isOfService() {
    return isAwsService() || actor.isServiceLinked() || isNamedByService();
  }
}
