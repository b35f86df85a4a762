package rdsalert.alert;

import org.jspecify.annotations.Nullable;
import rdsalert.alert.SafeText.Quoting;
import rdsalert.event.Actor;

/** Names an actor as people would: what kind of identity it is, and which one. */
final class ActorPhrase {
  private final Actor actor;

  ActorPhrase(Actor actor) {
    this.actor = actor;
  }

  /** Such as {@code root user}, {@code role}, {@code AWS service}. */
  String kind() {
    return switch (actor.type()) {
      case "Root" -> "root user";
      case "IAMUser" -> "IAM user";
      case "AssumedRole", "Role" -> "role";
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

  /** Kind and name, such as {@code role Deploy}. */
  String said(Quoting quoting, int longest) {
    String name = name();
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

  /** Whether IAM Identity Center manages the role, so that nobody can edit it by hand. */
  boolean isIdentityCenterRole() {
    String role = roleName();
    return isRole() && role != null && role.startsWith("AWSReservedSSO_");
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
