package rdsalert.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.ActorPhrase;
import rdsalert.briefing.Briefing;
import rdsalert.event.ManagementEvent;
import rdsalert.event.Partition;
import rdsalert.text.JsonText;

/** Commands about the caller's user or role in IAM: what it may do, and how to stop it. */
final class IamCommands {
  private static final String POLICY = "DenySessionsIssuedBefore";

  private final ManagementEvent event;
  private final ActorPhrase actor;
  private final Instant now;

  IamCommands(Briefing briefing, Instant now) {
    this.event = briefing.event();
    this.actor = briefing.actor();
    this.now = now;
  }

  /** Keys for users; for a role, who may become it, unless AWS itself decides. */
  CommandSet keys() {
    if (event.actor().isRoot()) {
      return CommandSet.of(
          iam("get-account-summary")
              .and("query", "SummaryMap.[AccountAccessKeysPresent,AccountMFAEnabled]"));
    }
    String user = user();
    if (user != null) {
      return CommandSet.of(forUser("list-access-keys", user));
    }
    String role = actor.isNamedByService() || actor.isIdentityCenterRole() ? null : role();
    return role == null
        ? CommandSet.nothing()
        : CommandSet.of(forRole("get-role", role).and("query", "Role.AssumeRolePolicyDocument"));
  }

  /** What the caller may do; most users have it from a group. */
  CommandSet policies() {
    String user = user();
    if (user != null) {
      return CommandSet.of(
          forUser("list-attached-user-policies", user),
          forUser("list-user-policies", user),
          forUser("list-groups-for-user", user));
    }
    String role = role();
    return role == null
        ? CommandSet.nothing()
        : CommandSet.of(
            forRole("list-attached-role-policies", role), forRole("list-role-policies", role));
  }

  /** Stops the caller's credentials. */
  CommandSet end() {
    if (event.actor().isRoot()) {
      return CommandSet.note("Root: change its password, check its MFA, delete its access keys.");
    }
    if (actor.isIdentityCenterRole()) {
      return CommandSet.note(
          "Identity Center manages this role: disable the user, end the session.");
    }
    String user = user();
    if (user != null) {
      return actor.hasLongTermKey() ? deactivate(user) : denyOld(forUser("put-user-policy", user));
    }
    String role = role();
    return role == null ? CommandSet.nothing() : denyOld(forRole("put-role-policy", role));
  }

  private CommandSet deactivate(String user) {
    String key = carried(event.actor().accessKeyId());
    return key == null
        ? CommandSet.nothing()
        : CommandSet.of(
            forUser("update-access-key", user).with("AccessKeyId", key).with("Status", "Inactive"));
  }

  private CommandSet denyOld(AwsCommand command) {
    String policy = JsonText.argument(denyBefore(now));
    return CommandSet.of(
        command.with("PolicyName", POLICY).with("PolicyDocument", TextNode.valueOf(policy), true));
  }

  /** Denies everything to sessions issued before a moment; later ones go on. */
  private static ObjectNode denyBefore(Instant moment) {
    ObjectNode statement = JsonText.object().put("Effect", "Deny");
    statement.put("Action", "*").put("Resource", "*");
    statement
        .withObject("/Condition/DateLessThan")
        .put("aws:TokenIssueTime", moment.truncatedTo(ChronoUnit.SECONDS).toString());
    ObjectNode policy = JsonText.object().put("Version", "2012-10-17");
    policy.putArray("Statement").add(statement);
    return policy;
  }

  private @Nullable String user() {
    return actor.isUser() ? carried(actor.name()) : null;
  }

  private @Nullable String role() {
    return actor.isRole() ? carried(actor.roleName()) : null;
  }

  private static @Nullable String carried(@Nullable String text) {
    return text != null && AwsCommand.carries(text) ? text : null;
  }

  private AwsCommand forUser(String operation, String user) {
    return iam(operation).with("UserName", user);
  }

  private AwsCommand forRole(String operation, String role) {
    return iam(operation).with("RoleName", role);
  }

  /** IAM has one endpoint a partition: only outside the usual one must the CLI be told which. */
  private AwsCommand iam(String operation) {
    boolean usual = event.partition() == Partition.AWS;
    return AwsCommand.of("iam", operation, usual ? "" : event.region());
  }
}
