package rdsalert.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import rdsalert.briefing.Briefing;
import rdsalert.text.JsonText;

/** Commands that stop the caller's credentials. */
final class CredentialCommands {
  private static final String POLICY = "DenySessionsIssuedBefore";

  private final Briefing briefing;
  private final CallerCommands caller;
  private final Instant now;

  CredentialCommands(Briefing briefing, CallerCommands caller, Instant now) {
    this.briefing = briefing;
    this.caller = caller;
    this.now = now;
  }

  CommandSet end() {
    if (briefing.event().actor().isRoot()) {
      return CommandSet.note("Root: change its password, check its MFA, delete its access keys.");
    }
    if (briefing.actor().isIdentityCenterRole()) {
      return CommandSet.note(
          "Identity Center manages this role: disable the user, end the session.");
    }
    String user = caller.user();
    if (user != null) {
      return briefing.actor().hasLongTermKey()
          ? deactivate(user)
          : denyOld(caller.forUser("put-user-policy", user));
    }
    String role = caller.role();
    return role == null ? CommandSet.nothing() : denyOld(caller.forRole("put-role-policy", role));
  }

  private CommandSet deactivate(String user) {
    String key = String.valueOf(briefing.event().actor().accessKeyId());
    return AwsCommand.carries(key)
        ? CommandSet.of(
            caller
                .forUser("update-access-key", user)
                .with("AccessKeyId", key)
                .with("Status", "Inactive"))
        : CommandSet.nothing();
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
        .putObject("Condition")
        .putObject("DateLessThan")
        .put("aws:TokenIssueTime", moment.truncatedTo(ChronoUnit.SECONDS).toString());
    ObjectNode policy = JsonText.object().put("Version", "2012-10-17");
    policy.putArray("Statement").add(statement);
    return policy;
  }
}
