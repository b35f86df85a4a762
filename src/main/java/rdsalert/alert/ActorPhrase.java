package rdsalert.alert;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.alert.SafeText.Quoting;
import rdsalert.event.Actor;

/** Names an actor as people would: what kind of identity it is, and which one. */
final class ActorPhrase {
  /** Only IAM Identity Center has roles there, named prefix, permission set, 16 digits. */
  private static final String IDENTITY_CENTER_PATH = ":role/aws-reserved/sso.amazonaws.com/";

  private static final Pattern IDENTITY_CENTER_ROLE =
      Pattern.compile("AWSReservedSSO_(.+)_[0-9a-f]{16}");

  private final Actor actor;

  ActorPhrase(Actor actor) {
    this.actor = actor;
  }

  /** Such as {@code root user}, {@code role}, {@code AWS service}. */
  String kind() {
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
  @Nullable String name() {
    if (actor.isRoot()) {
      return null;
    }
    return switch (actor.type()) {
      case "AssumedRole", "Role" -> roleName();
      case "AWSService" -> actor.invokedBy();
      default -> actor.userName() != null ? actor.userName() : lastOfArn();
    };
  }

  /** Kind and name, such as {@code role Deploy}; of Identity Center's roles, the permission set. */
  String said(Quoting quoting, int longest) {
    String name = isIdentityCenterRole() ? permissionSet() : name();
    return name == null ? kind() : kind() + " " + quoting.quote(name, longest);
  }

  /** The name of the role behind a session; null for other actors. */
  @Nullable String roleName() {
    Actor.Issuer issuer = actor.session().issuer();
    if (issuer != null && issuer.userName() != null) {
      return issuer.userName();
    }
    String arn = actor.arn();
    int start = arn == null ? -1 : arn.indexOf(":assumed-role/");
    if (arn == null || start < 0) {
      return lastOfArn();
    }
    String path = arn.substring(start + ":assumed-role/".length());
    return path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
  }

  /** What CloudTrail's index calls the user name: for a role, the session's name. */
  @Nullable String trailName() {
    if (actor.isRoot()) {
      return "root";
    }
    String session = actor.sessionName();
    return session != null && !session.isEmpty() ? session : actor.userName();
  }

  /** Whether the access key is one that lasts until somebody deactivates it. */
  boolean hasLongTermKey() {
    String key = actor.accessKeyId();
    return key != null && key.startsWith("AKIA");
  }

  /** Whether the identity lives in IAM as a user of its own. */
  boolean isUser() {
    return actor.type().equals("IAMUser");
  }

  /** Whether the identity is a session of a role. */
  boolean isRole() {
    return actor.type().equals("AssumedRole") || actor.type().equals("Role");
  }

  /**
   * Whether IAM Identity Center manages the role, so that nobody can edit it by hand. Anybody can
   * choose the name, but not the path.
   */
  boolean isIdentityCenterRole() {
    Actor.Issuer issuer = actor.session().issuer();
    String arn = issuer == null ? null : issuer.arn();
    return isRole() && arn != null && arn.contains(IDENTITY_CENTER_PATH);
  }

  /** Whether a service named the session after itself, so that the name tells of no person. */
  boolean isNamedByService() {
    return SourceAddress.of(actor.invokedBy()) instanceof SourceAddress.Service service
        && ("AWS" + service.shortName()).equalsIgnoreCase(actor.sessionName());
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
