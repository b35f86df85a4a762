package rdsalert.briefing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rdsalert.event.Actor;
import rdsalert.text.Said;
import rdsalert.text.Times;

/** Names an actor as people would: what kind of identity it is, which one, by what credentials. */
public record ActorPhrase(Actor actor) {
  /** Only IAM Identity Center has roles there, named prefix, permission set, 16 digits. */
  private static final String IDENTITY_CENTER_PATH = ":role/aws-reserved/sso.amazonaws.com/";

  private static final Pattern IDENTITY_CENTER_ROLE =
      Pattern.compile("AWSReservedSSO_(.+)_[0-9a-f]{16}");

  private static final Pattern ASSUMED_ROLE = Pattern.compile(":assumed-role/([^/]*)");

  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_ARN = 160;

  /** Such as {@code root user}, {@code role}, {@code AWS service}. */
  public String kind() {
    return switch (actor.type()) {
      case "Root" -> "root user";
      case "IAMUser" -> "IAM user";
      case "AssumedRole", "Role" -> isIdentityCenterRole() ? "Identity Center role" : "role";
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

  /** The user's, role's or service's own name; null where there is none, as for root. */
  public @Nullable String name() {
    if (actor.isRoot()) {
      return null;
    }
    return switch (actor.type()) {
      case "AssumedRole", "Role" -> roleName();
      case "AWSService" -> actor.invokedBy();
      default -> ownName();
    };
  }

  private @Nullable String ownName() {
    String person = actor.session().onBehalfOf();
    String principal = actor.principalId();
    return Stream.of(actor.userName(), lastOfArn(), person, principal)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Kind and name, such as {@code role Deploy}; of Identity Center's roles, the permission set. */
  public Said said(int longest) {
    String name = isIdentityCenterRole() ? permissionSet() : name();
    return name == null ? Said.of(kind()) : Said.of(kind() + " ").andQuote(name, longest);
  }

  /** As a part of a sentence: a caller without a name is {@code the root user}. */
  Said inSentence(int longest) {
    return name() == null ? Said.of("the ").and(said(longest)) : said(longest);
  }

  /** Kind and name, and the service in between if there is one. */
  public Said throughWhat(int longest) {
    String service = inBetween();
    if (service == null) {
      return said(longest);
    }
    Said through = said(longest).and(" through ");
    return SourceAddress.of(service) instanceof SourceAddress.Service known
        ? through.and(known.shortName())
        : through.andQuote(service, longest);
  }

  /** Kind and name, for a role its session, and the service in between. */
  public Said withSession() {
    Said who = said(LONGEST_NAME);
    String session = actor.sessionName();
    if (session != null && !session.isEmpty()) {
      who = who.and(", session ").andQuote(session, LONGEST_NAME);
    }
    String service = inBetween();
    return service == null ? who : who.and(", through ").andQuote(service, LONGEST_NAME);
  }

  private @Nullable String inBetween() {
    return actor.type().equals("AWSService") ? null : actor.service();
  }

  /** The ARN; where there is none, everything else that identifies the caller. */
  public Said arn() {
    String arn = actor.arn();
    String principal = actor.principalId();
    if (arn != null) {
      return Said.quote(arn, LONGEST_ARN);
    }
    return principal == null
        ? said(LONGEST_NAME).and(", no ARN recorded")
        : Said.of(kind() + " ").andQuote(principal, LONGEST_ARN).and(", no ARN recorded");
  }

  /** Key, age of the session at the time of the call, MFA, and who issued a user's session. */
  public Said credentials(Instant called) {
    List<Said> parts = new ArrayList<>(List.of(key()));
    Instant started = actor.session().started();
    if (started != null && !started.isAfter(called)) {
      parts.add(Said.of("session " + Times.length(Duration.between(started, called)) + " old"));
    }
    if (mfa() != Actor.Mfa.UNKNOWN) {
      parts.add(Said.of(mfa() == Actor.Mfa.USED ? "with MFA" : "no MFA"));
    }
    Actor.Issuer issuer = actor.session().issuer();
    if (isFederatedUser() && actor.isOfRoot()) {
      parts.add(Said.of("issued by the root user"));
    } else if (isFederatedUser() && issuer != null) {
      String name = issuer.userName() != null ? issuer.userName() : issuer.principalId();
      parts.add(Said.of("issued by IAM user ").andQuote(String.valueOf(name), LONGEST_NAME));
    }
    return Said.join(", ", parts);
  }

  private Said key() {
    String key = actor.accessKeyId();
    if (key == null) {
      return Said.of("No access key recorded");
    }
    String kind =
        key.startsWith("ASIA") ? "Temporary key " : hasLongTermKey() ? "Long-term key " : "Key ";
    return Said.of(kind).andQuote(key, LONGEST_NAME);
  }

  /** What the record tells of MFA; of federated sessions it never tells anything. */
  public Actor.Mfa mfa() {
    boolean told = actor.isRoot() || isUser() || (isRole() && actor.session().federation() == null);
    return told ? actor.session().mfa() : Actor.Mfa.UNKNOWN;
  }

  /** The name of the role behind a session; null for other actors. */
  public @Nullable String roleName() {
    Actor.Issuer issuer = actor.session().issuer();
    if (issuer != null && issuer.userName() != null) {
      return issuer.userName();
    }
    Matcher session = ASSUMED_ROLE.matcher(String.valueOf(actor.arn()));
    return session.find() ? session.group(1) : lastOfArn();
  }

  /** What CloudTrail's index calls the user name: for a role, the session's name. */
  public @Nullable String trailName() {
    if (actor.isRoot()) {
      return "root";
    }
    String session = actor.sessionName();
    return session != null && !session.isEmpty() ? session : actor.userName();
  }

  public boolean hasLongTermKey() {
    String key = actor.accessKeyId();
    return key != null && key.startsWith("AKIA");
  }

  public boolean isUser() {
    return actor.type().equals("IAMUser");
  }

  public boolean isFederatedUser() {
    return actor.type().equals("FederatedUser");
  }

  /** The name of the IAM user who called, or issued the session that did; null for others. */
  public @Nullable String userName() {
    Actor.Issuer issuer = actor.session().issuer();
    if (isFederatedUser() && issuer != null && !actor.isOfRoot()) {
      return issuer.userName();
    }
    return isUser() ? name() : null;
  }

  public boolean isRole() {
    return actor.type().equals("AssumedRole") || actor.type().equals("Role");
  }

  /** Whether IAM Identity Center manages it: anybody can choose the name, not the path. */
  public boolean isIdentityCenterRole() {
    Actor.Issuer issuer = actor.session().issuer();
    String arn = issuer == null ? null : issuer.arn();
    return isRole() && arn != null && arn.contains(IDENTITY_CENTER_PATH);
  }

  /** Whether a service named the session after itself, so that the name tells of no person. */
  public boolean isNamedByService() {
    return SourceAddress.of(actor.invokedBy()) instanceof SourceAddress.Service service
        && ("AWS" + service.shortName()).equalsIgnoreCase(actor.sessionName());
  }

  /** Whether the session is a service's own, so that no person signed in for it. */
  public boolean isOfService() {
    return actor.type().equals("AWSService") || actor.isServiceLinked() || isNamedByService();
  }

  private @Nullable String permissionSet() {
    String role = roleName();
    Matcher parts = IDENTITY_CENTER_ROLE.matcher(String.valueOf(role));
    return parts.matches() ? parts.group(1) : role;
  }

  private @Nullable String lastOfArn() {
    String arn = actor.arn();
    if (arn == null) {
      return null;
    }
    String last = arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
    return last.isEmpty() ? null : last;
  }
}
