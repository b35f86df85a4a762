package rdsalert.alert;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rdsalert.event.ManagementEvent;
import rdsalert.event.Partition;

/** Commands that look at the caller's identity: its keys, and what it is allowed to do. */
final class IdentityCommands {
  private final ManagementEvent event;
  private final ActorPhrase actor;

  IdentityCommands(ManagementEvent event) {
    this.event = event;
    this.actor = new ActorPhrase(event.actor());
  }

  /** Keys for users; for a role, who may become it, unless AWS itself decides. */
  Triage keys() {
    if (event.actor().isRoot()) {
      return Triage.of(
          Stream.of(
              iam("get-account-summary")
                  .and("query", "SummaryMap.[AccountAccessKeysPresent,AccountMFAEnabled]")));
    }
    String user = user();
    if (user != null) {
      return Triage.of(Stream.of(forUser("list-access-keys", user)));
    }
    String role = actor.isNamedByService() || actor.isIdentityCenterRole() ? null : role();
    return role == null
        ? Triage.nothing()
        : Triage.of(
            Stream.of(forRole("get-role", role).and("query", "Role.AssumeRolePolicyDocument")));
  }

  /** What the caller may do; most users have it from a group. */
  Triage policies() {
    String user = user();
    if (user != null) {
      return Triage.of(
          Stream.of(
              forUser("list-attached-user-policies", user),
              forUser("list-user-policies", user),
              forUser("list-groups-for-user", user)));
    }
    String role = role();
    return role == null
        ? Triage.nothing()
        : Triage.of(
            Stream.of(
                forRole("list-attached-role-policies", role), forRole("list-role-policies", role)));
  }

  /** The user's name, if it is a user and a command can carry the name. */
  @Nullable String user() {
    String name = actor.isUser() ? actor.name() : null;
    return name != null && AwsCommand.carries(name) ? name : null;
  }

  /** The role's name, if it is a role and a command can carry the name. */
  @Nullable String role() {
    String name = actor.isRole() ? actor.roleName() : null;
    return name != null && AwsCommand.carries(name) ? name : null;
  }

  AwsCommand forUser(String operation, String user) {
    return iam(operation).with("UserName", "user-name", user);
  }

  AwsCommand forRole(String operation, String role) {
    return iam(operation).with("RoleName", "role-name", role);
  }

  /** IAM has one endpoint a partition: only outside the usual one must the CLI be told which. */
  private AwsCommand iam(String operation) {
    boolean usual = event.partition() == Partition.AWS;
    return AwsCommand.of("iam", operation, usual ? "" : event.region());
  }
}
