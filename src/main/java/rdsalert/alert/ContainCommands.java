package rdsalert.alert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rdsalert.event.DbSecurityGroup;
import rdsalert.event.ManagementEvent;

/** Commands that change or destroy something, for when nobody can account for the call. */
final class ContainCommands {
  private static final int MOST_RULES = 3;
  private static final String NO_NAME =
      "(No command: the event's name of the group is missing or unusual. Use the one from step 5.)";
  private static final String POLICY = "DenySessionsIssuedBefore";

  private final ManagementEvent event;
  private final ActorPhrase actor;
  private final IdentityCommands identity;
  private final Instant now;

  ContainCommands(ManagementEvent event, Instant now) {
    this.event = event;
    this.actor = new ActorPhrase(event.actor());
    this.identity = new IdentityCommands(event);
    this.now = now;
  }

  Map<String, Triage> all() {
    return Map.of(
        "revoke-ingress", revokeIngress(),
        "delete-group", onGroup("delete-db-security-group"),
        "end-credentials", endCredentials());
  }

  private Triage revokeIngress() {
    DbSecurityGroup group = event.securityGroup();
    Stream<AwsCommand> ranges =
        group.addressRanges().stream()
            .map(DbSecurityGroup.AddressRange::cidr)
            .flatMap(Stream::ofNullable)
            .filter(AwsCommand::carries)
            .flatMap(cidr -> revoke().stream().map(to -> to.with("CIDRIP", "cidrip", cidr)));
    Stream<AwsCommand> groups =
        group.ec2Groups().stream()
            .filter(member -> member.id() != null && member.ownerId() != null)
            .flatMap(member -> revoke().stream().map(to -> member(to, member)));
    if (LookCommands.group(event).isEmpty()) {
      return Triage.note(NO_NAME);
    }
    Triage known = Triage.of(Stream.concat(ranges, groups).limit(MOST_RULES));
    return known.commands().isEmpty() ? ofAnyRange() : known;
  }

  /** A group is created empty; its ranges, if any, come later and are not in this event. */
  private Triage ofAnyRange() {
    return Triage.of(revoke().stream().map(to -> to.with("CIDRIP", "cidrip", "CIDR")));
  }

  private static AwsCommand member(AwsCommand command, DbSecurityGroup.Ec2Group member) {
    return command
        .with("EC2SecurityGroupId", "ec2-security-group-id", String.valueOf(member.id()))
        .with(
            "EC2SecurityGroupOwnerId",
            "ec2-security-group-owner-id",
            String.valueOf(member.ownerId()));
  }

  private Optional<AwsCommand> revoke() {
    return command("revoke-db-security-group-ingress");
  }

  private Triage onGroup(String operation) {
    return command(operation)
        .map(command -> Triage.of(Stream.of(command)))
        .orElse(Triage.note(NO_NAME));
  }

  private Optional<AwsCommand> command(String operation) {
    return LookCommands.group(event)
        .map(
            name ->
                AwsCommand.of("rds", operation, event.region())
                    .with("DBSecurityGroupName", "db-security-group-name", name));
  }

  private Triage endCredentials() {
    if (event.actor().isRoot()) {
      return Triage.note("Root: change its password, check its MFA, delete its access keys.");
    }
    if (actor.isIdentityCenterRole()) {
      return Triage.note("Identity Center manages this role: disable the user, end the session.");
    }
    String user = identity.user();
    if (user != null) {
      return actor.hasLongTermKey() ? deactivate(user) : denyOld("put-user-policy", user, null);
    }
    String role = identity.role();
    return role == null ? Triage.nothing() : denyOld("put-role-policy", null, role);
  }

  private Triage deactivate(String user) {
    String key = String.valueOf(event.actor().accessKeyId());
    return AwsCommand.carries(key)
        ? Triage.of(
            Stream.of(
                identity
                    .forUser("update-access-key", user)
                    .with("AccessKeyId", "access-key-id", key)
                    .with("Status", "status", "Inactive")))
        : Triage.nothing();
  }

  private Triage denyOld(String operation, @Nullable String user, @Nullable String role) {
    AwsCommand command =
        user != null
            ? identity.forUser(operation, user)
            : identity.forRole(operation, String.valueOf(role));
    return Triage.of(
        Stream.of(
            command
                .with("PolicyName", "policy-name", POLICY)
                .withJson("PolicyDocument", "policy-document", denyBefore(now))));
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
