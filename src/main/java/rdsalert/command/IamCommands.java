package rdsalert.command;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.ActorPhrase;
import rdsalert.briefing.Briefing;
import rdsalert.event.ManagementEvent;

/** Commands about the caller's user or role in IAM: what it may do, and how to stop it. */
final class IamCommands {
  private static final String POLICY = "DenySessionsIssuedBefore";

  /** Denies everything to sessions issued before a moment; later ones go on. */
  private static final String DENY_BEFORE =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\","
          + "\"Resource\":\"*\",\"Condition\":{\"DateLessThan\":{\"aws:TokenIssueTime\":\"TIME\"}}}]}";

  private final ManagementEvent event;
  private final ActorPhrase actor;
  private final Instant now;

  IamCommands(Briefing briefing, Instant now) {
    this.event = briefing.event();
    this.actor = briefing.actor();
    this.now = now;
  }

  /** The caller in IAM, if it is a user or a role and a command can carry the name. */
  private record Identity(String kind, String name) {
    private boolean isUser() {
      return kind.equals("user");
    }
  }

  /** Keys for users; for a role, who may become it, unless AWS itself decides. */
  CommandSet keys() {
    if (event.actor().isOfRoot()) {
      return CommandSet.of(
          iam("get-account-summary")
              .and("query", "SummaryMap.[AccountAccessKeysPresent,AccountMFAEnabled]"));
    }
    Identity who = identity();
    if (who != null && who.isUser()) {
      return CommandSet.of(iam("list-access-keys", who));
    }
    return who == null || actor.isNamedByService() || actor.isIdentityCenterRole()
        ? CommandSet.nothing()
        : CommandSet.of(iam("get-role", who).and("query", "Role.AssumeRolePolicyDocument"));
  }

  /** What the caller may do; most users have it from a group. */
  CommandSet policies() {
    Identity who = identity();
    if (who == null) {
      return CommandSet.nothing();
    }
    AwsCommand attached = iam("list-attached-" + who.kind() + "-policies", who);
    AwsCommand inline = iam("list-" + who.kind() + "-policies", who);
    return who.isUser()
        ? CommandSet.of(attached, inline, iam("list-groups-for-user", who))
        : CommandSet.of(attached, inline);
  }

  CommandSet end() {
    if (event.actor().isOfRoot()) {
      return CommandSet.note("Root: change its password, check its MFA, delete its access keys.");
    }
    if (actor.isIdentityCenterRole()) {
      return CommandSet.note(
          "Identity Center manages this role: disable the user, end the session.");
    }
    if (event.actor().isServiceLinked()) {
      return CommandSet.note(
          "A service-linked role: find who made its service act, and stop them.");
    }
    Identity who = identity();
    if (who == null) {
      return CommandSet.nothing();
    }
    return who.isUser() && actor.hasLongTermKey() ? deactivate(who) : denyOld(who);
  }

  private CommandSet deactivate(Identity user) {
    String key = event.actor().accessKeyId();
    return key != null && AwsCommand.carries(key)
        ? CommandSet.of(
            iam("update-access-key", user).with("AccessKeyId", key).with("Status", "Inactive"))
        : CommandSet.nothing();
  }

  private CommandSet denyOld(Identity who) {
    String policy = DENY_BEFORE.replace("TIME", now.truncatedTo(ChronoUnit.SECONDS).toString());
    return CommandSet.of(
        iam("put-" + who.kind() + "-policy", who)
            .with("PolicyName", POLICY)
            .with("PolicyDocument", TextNode.valueOf(policy), true));
  }

  /** AWS refuses every change of a service-linked role, and nobody but its service can use it. */
  private @Nullable Identity identity() {
    String user = actor.userName();
    boolean role = actor.isRole() && !event.actor().isServiceLinked();
    String name = user != null ? user : role ? actor.roleName() : null;
    return name != null && AwsCommand.carries(name)
        ? new Identity(user != null ? "user" : "role", name)
        : null;
  }

  private AwsCommand iam(String operation, Identity who) {
    return iam(operation).with(who.isUser() ? "UserName" : "RoleName", who.name());
  }

  /** IAM has one endpoint a partition: only outside the usual one must the CLI be told which. */
  private AwsCommand iam(String operation) {
    return AwsCommand.of("iam", operation, event.partition().isUsual() ? "" : event.region());
  }
}
