package rdsalert.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Alert.Gravity;
import rdsalert.briefing.Briefing;
import rdsalert.briefing.Briefing.Signal;
import rdsalert.rule.Report.Bearing;
import rdsalert.text.SafeText;

/** An alert claims of its caller only what AWS vouches for. */
class CallerSignalsTest {
  private static final String IDENTITY = "detail.userIdentity.";
  private static final String SESSION = IDENTITY + "sessionContext.";

  @ParameterizedTest
  @ValueSource(strings = {"signin.amazonaws.com", "AWS Internal"})
  void takesRootInTheConsoleForAPersonWithoutMfa(String through) {
    EventEdit root = EventEdit.of("root").set(IDENTITY + "invokedBy", through);

    assertThat(ids(root)).startsWith("root", "no-mfa").doesNotContain("service");
    assertThat(ids(root).contains("console")).isEqualTo(through.startsWith("signin"));
  }

  /** A service that acts with a person's session passes on what that session had. */
  @Test
  void weighsTheMfaOfAForwardedSession() {
    EventEdit forwarded =
        EventEdit.of("root").set(IDENTITY + "invokedBy", "cloudformation.amazonaws.com");

    assertThat(ids(forwarded)).contains("no-mfa", "service");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FederatedUser",
        "SAMLUser",
        "WebIdentityUser",
        "IdentityCenterUser",
        "Directory",
        "AWSAccount",
        "AWSService",
        "Unknown"
      })
  void blamesNobodyForMfaThatCloudTrailNeverRecords(String type) {
    EventEdit event = EventEdit.of("root").set(IDENTITY + "type", type);

    assertThat(ids(event)).doesNotContain("no-mfa");
    assertThat(briefing(event).signs()).doesNotContain("no MFA");
  }

  /** Of people who sign in by SAML the record never tells. */
  @Test
  void doesNotCallMissingMfaOddOfPeople() {
    EventEdit role =
        EventEdit.of("assumed-role-mfa").set(SESSION + "attributes.mfaAuthenticated", "false");

    assertThat(reason(role, "no-mfa")).endsWith("normal for machines and federated users.");
  }

  /** There are none where the caller's account is another, or nobody knows where they are. */
  @Test
  void pointsToNoSignInsThatItDoesNotShow() {
    EventEdit foreign =
        EventEdit.of("root")
            .set(IDENTITY + "invokedBy", "signin.amazonaws.com")
            .set(IDENTITY + "accountId", "111122223333");

    assertThat(email(foreign))
        .contains("Made in the console")
        .doesNotContain("sign-ins", "ConsoleLogin");
  }

  @Test
  void blamesNoRoleForMfaBehindAFederation() {
    String web = SESSION + "webIdFederationData.";
    EventEdit event =
        EventEdit.of("forwarded")
            .set(web + "federatedProvider", "arn:aws:iam::123456789012:oidc-provider/example.com")
            .set(web + "attributes.sub", "repo:example/shop");

    assertThat(ids(event)).contains("federated").doesNotContain("no-mfa");
    assertThat(reason(event, "federated")).contains("vouches for").contains("repo:example/shop");
  }

  @Test
  void seesRootBehindASessionThatRootIssued() {
    EventEdit event =
        EventEdit.of("root")
            .set(IDENTITY + "type", "FederatedUser")
            .set(SESSION + "sessionIssuer.type", "Root");

    assertThat(ids(event)).startsWith("root");
    assertThat(reason(event, "root")).startsWith("Root issued this session: ");
    assertThat(reason(EventEdit.of("root"), "root")).startsWith("Root: ");
    assertThat(Gravity.of(SampleAlerts.RULE, event.event()).isRoot()).isTrue();
  }

  @Test
  void believesAwsOnWhomItGaveTheCredentials() {
    String issued = IDENTITY + "inScopeOf.credentialsIssuedTo";
    EventEdit event = session("i-0123456789abcdef0");
    event.set(issued, "arn:aws:ec2:eu-central-1:123456789012:instance/i-0123456789abcdef0");
    assertThat(ids(event)).contains("issued-to").doesNotContain("role-session");
    assertThat(reason(event, "issued-to"))
        .isEqualTo("AWS issued the credentials to EC2 instance i-0123456789abcdef0.");

    event.set(issued, "arn:aws:lambda:eu-central-1:123456789012:function:nightly");
    assertThat(reason(event, "issued-to")).contains("function:nightly");
  }

  @Test
  void tellsTheOldMetadataServiceFromTheNewOne() {
    EventEdit event = session("i-0123456789abcdef0");
    assertThat(ids(event)).contains("no-mfa");

    event.set(SESSION + "ec2RoleDelivery", "1.0");
    assertThat(ids(event)).doesNotContain("no-mfa");
    assertThat(reason(event, "issued-to")).endsWith("by metadata version 1.");

    event.set(SESSION + "ec2RoleDelivery", "2.0");
    assertThat(reason(event, "issued-to")).endsWith("an EC2 instance.");
  }

  /** Other keys, the password, and what GetFederationToken made of a key outlive that key. */
  @Test
  void endsAllThatAUserCanSignInWith() {
    EventEdit user =
        EventEdit.of("with-access")
            .set(IDENTITY + "type", "IAMUser")
            .set(IDENTITY + "userName", "mary.major");
    for (String key : List.of("ASIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE")) {
      user.set(IDENTITY + "accessKeyId", key);

      assertThat(email(user))
          .contains("aws iam put-user-policy", "All the IAM user's keys and sessions are denied.")
          .doesNotContain("TokenIssueTime");
    }
  }

  /** IAM has neither key nor session of theirs. */
  @Test
  void endsAnIdentityCenterUserWhereItIsKept() {
    EventEdit user = EventEdit.of("with-access").set(IDENTITY + "type", "IdentityCenterUser");
    user.remove(IDENTITY + "arn").remove(IDENTITY + "sessionContext");

    assertThat(email(user))
        .contains("Disable the user in Identity Center")
        .doesNotContain("deactivate the key");
  }

  /** An instance fetches new credentials, which are younger than the time in the Deny. */
  @Test
  void saysThatAMachineGetsNewCredentials() {
    EventEdit instance =
        session("i-0123456789abcdef0")
            .set(SESSION + "ec2RoleDelivery", "2.0")
            .remove(IDENTITY + "invokedBy");
    assertThat(email(instance)).contains("The machine gets new keys: isolate it, too.");
  }

  /** A role of the same name in the account that was called is somebody else's. */
  @Test
  void sendsNobodyIntoTheWrongAccountForAnothersCaller() {
    EventEdit event =
        EventEdit.of("root")
            .set(IDENTITY + "accountId", "111122223333")
            .set(SESSION + "attributes.creationDate", "2026-03-01T02:40:00Z");

    String[] halves = email(event).replaceAll("\\s+", " ").split("CONTAIN: ", 2);

    assertThat(halves[0]).contains("For iam: account 111122223333.");
    assertThat(halves[1]).contains("explain the call. For iam: account 111122223333.");
    assertThat(halves[0]).doesNotContain("ConsoleLogin");
  }

  @Test
  void asksNothingOfAServiceLinkedRole() {
    EventEdit event =
        session("SLRManagement")
            .set(
                SESSION + "sessionIssuer.arn",
                "arn:aws:iam::123456789012:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS");

    assertThat(ids(event)).contains("service-linked").doesNotContain("role-session", "no-mfa");
    assertThat(email(event).replaceAll("\\s+", " "))
        .contains("find out who triggered its service")
        .doesNotContain("put-role-policy", "get-role");
  }

  @Test
  void containsTheUserWhoIssuedAFederatedSession() {
    EventEdit event =
        EventEdit.of("root")
            .set(IDENTITY + "type", "FederatedUser")
            .set(IDENTITY + "arn", "arn:aws:sts::123456789012:federated-user/guest")
            .set(SESSION + "sessionIssuer.type", "IAMUser")
            .set(SESSION + "sessionIssuer.userName", "broker");

    assertThat(email(event))
        .containsPattern("issued by\\s+IAM user broker")
        .contains("put-user-policy --user-name broker")
        .doesNotContain("--user-name guest");
  }

  @Test
  void namesTheIdentityCenterUserForWhomARoleCalled() {
    EventEdit event = EventEdit.of("assumed-role-mfa").set(IDENTITY + "onBehalfOf.userId", "906-a");

    assertThat(reason(event, "on-behalf-of")).contains("906-a");
  }

  @Test
  void callsNoNetworkOursWithoutProof() {
    EventEdit event = EventEdit.of("root").set("detail.sourceIPAddress", "10.1.2.3");
    assertThat(reason(event, "private-address")).contains("was not recorded");

    event.set("detail.vpcEndpointId", "vpce-0123456789abcdef0");
    assertThat(ids(event)).contains("vpc-endpoint").doesNotContain("private-address");
    assertThat(reason(event, "vpc-endpoint")).doesNotContain("this account");

    event.set("detail.vpcEndpointAccountId", event.event().account());
    assertThat(reason(event, "vpc-endpoint")).contains("this account");

    event.set("detail.vpcEndpointAccountId", "210987654321");
    assertThat(bearing(event, "foreign-endpoint")).isEqualTo(Bearing.WORSE);

    event.set("detail.sourceIPAddress", "203.0.113.9");
    assertThat(bearing(event, "foreign-endpoint")).isEqualTo(Bearing.WORSE);
    assertThat(email(event).replaceAll("\\s+", " "))
        .contains("through VPC endpoint vpce-0123456789abcdef0 of account 210987654321")
        .contains("\"\\\"vpce-0123456789abcdef0\\\"\"");

    event.set("detail.vpcEndpointId", "vpce-0`'\"");
    assertThat(email(event)).contains("CloudTrailEvent, `\"\\\"203.0.113");
  }

  @Test
  void saysThatCloudTrailWasLateOrCorrectsItself() {
    EventEdit event = EventEdit.of("root").set("detail.addendum.reason", "DELIVERY_DELAY");
    assertThat(reason(event, "late")).endsWith("CloudTrail was late with it.");

    String original = "11111111-aaaa-4bbb-8ccc-000000000009";
    event.set("detail.addendum.reason", "UPDATED_DATA");
    event.set("detail.addendum.originalEventID", original);
    assertThat(reason(event, "corrected")).contains(original);
    assertThat(reason(event, "late")).endsWith("after the call.");
  }

  @Test
  void saysThatEventHistoryNoLongerHasAnOldCall() {
    EventEdit event = EventEdit.of("root");
    Alert alert = SampleAlerts.alert(event.event());

    assertThat(emailAfter(alert, Duration.ofDays(89))).doesNotContain("90 days");
    assertThat(emailAfter(alert, Duration.ofDays(91))).contains("90 days that event history");
  }

  @Test
  void namesRootInWordsOfASentence() {
    assertThat(email(EventEdit.of("root").set(IDENTITY + "type", "root")))
        .startsWith("Root user created")
        .contains("Who is behind the root user?");
  }

  @Test
  void saysInTheFirstLineHowUrgentItIs() {
    assertThat(firstLine(EventEdit.of("root"))).endsWith("; low, 2 warning signs: root, no MFA");
    assertThat(firstLine(EventEdit.of("assumed-role-mfa")))
        .endsWith("; low, no other warning signs");
  }

  @Test
  void namesInTheSubjectWhatWasTouchedRatherThanASecondSign() {
    EventEdit event =
        EventEdit.of("create-db-security-group")
            .set("detail.userAgent", "curl/8.5.0")
            .set("detail.responseElements.dBSecurityGroupName", "quarterly-reporting-hosts");
    Alert alert = SampleAlerts.alert(event.event());

    assertThat(briefing(event).signs()).containsExactly("user key", "unknown tool");
    assertThat(Message.of(alert, SampleAlerts.sent(alert)).subject())
        .contains("(user key)")
        .contains("quarterly-re");
  }

  @Test
  void textsWhereItCameFromInWords() {
    EventEdit event = EventEdit.of("root").set("detail.sourceIPAddress", "AWS Internal");

    assertThat(Message.of(SampleAlerts.alert(event.event()), event.event().eventTime()).sms())
        .endsWith("from inside AWS");
  }

  private static String firstLine(EventEdit event) {
    return email(event).lines().findFirst().orElseThrow();
  }

  private static String email(EventEdit event) {
    return emailAfter(SampleAlerts.alert(event.event()), Duration.ofSeconds(14));
  }

  private static String emailAfter(Alert alert, Duration since) {
    return Message.of(alert, alert.event().eventTime().plus(since)).email();
  }

  private static EventEdit session(String name) {
    return EventEdit.of("service-principal")
        .set(
            IDENTITY + "arn",
            "arn:aws:sts::123456789012:assumed-role/InfrastructureDeploy/" + name);
  }

  private static Briefing briefing(EventEdit event) {
    Alert alert = SampleAlerts.alert(event.event());
    return Briefing.of(
        Alert.raise(
            alert.rule(),
            List.of(),
            alert.event(),
            alert.position(),
            alert.event().eventTime().plus(Duration.ofHours(2)),
            Duration.ofHours(1)));
  }

  private static List<String> ids(EventEdit event) {
    return briefing(event).signals().stream().map(Signal::id).toList();
  }

  private static Bearing bearing(EventEdit event, String id) {
    return signal(event, id).bearing();
  }

  private static String reason(EventEdit event, String id) {
    return signal(event, id).reason().in(SafeText::email);
  }

  private static Signal signal(EventEdit event, String id) {
    return briefing(event).signals().stream()
        .filter(signal -> signal.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
