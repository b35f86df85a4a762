package rdsalert.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Alert.Position;
import rdsalert.briefing.Briefing;
import rdsalert.briefing.Briefing.Signal;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.Report.Bearing;
import rdsalert.text.SafeText;

class SignalsTest {
  @Test
  void putsRootFirst() {
    assertThat(ids(EventEdit.of("root"))).first().isEqualTo("root");
  }

  @Test
  void saysNothingOfRootWhereItWasSomebodyElse() {
    assertThat(ids(EventEdit.of("assumed-role-mfa"))).doesNotContain("root");
  }

  @Test
  void weighsMissingMfaByWhoCalled() {
    assertThat(signal("root", "no-mfa").bearing()).isEqualTo(Bearing.WORSE);
    assertThat(signal("forwarded", "no-mfa").bearing()).isEqualTo(Bearing.NEUTRAL);
    assertThat(ids(EventEdit.of("assumed-role-mfa"))).doesNotContain("no-mfa");
    assertThat(ids(EventEdit.of("service-principal"))).doesNotContain("no-mfa");
  }

  @Test
  void tellsAUsersLongTermKeyFromATemporaryOne() {
    assertThat(ids(EventEdit.of("null-parameters"))).contains("user-key");
    assertThat(
            ids(
                EventEdit.of("null-parameters")
                    .set("detail.userIdentity.accessKeyId", "ASIAIOSFODNN7EXAMPLE")))
        .doesNotContain("user-key");
    assertThat(ids(EventEdit.of("root").set("detail.userIdentity.accessKeyId", "AKIAEXAMPLE")))
        .doesNotContain("user-key");
  }

  @Test
  void seesTheConsoleByTheSessionOrByTheTool() {
    assertThat(ids(EventEdit.of("assumed-role-mfa"))).contains("console");
    assertThat(ids(EventEdit.of("root").set("detail.userAgent", "console.amazonaws.com")))
        .contains("console");
    assertThat(ids(EventEdit.of("null-parameters"))).doesNotContain("console");
  }

  @Test
  void namesSessionSourceIdentityAndProvider() {
    assertThat(reason(signal("assumed-role-mfa", "role-session")))
        .contains("paulo.santos@example.com");
    assertThat(reason(signal("assumed-role-mfa", "source-identity"))).contains("paulo.santos");
    assertThat(reason(signal("forwarded", "identity-center")))
        .isEqualTo("The person in Identity Center: carlos.salazar@example.com.");
    EventEdit federated =
        EventEdit.of("assumed-role-mfa").set("detail.userIdentity.identityProvider", "idp");
    assertThat(ids(federated)).contains("federated");
  }

  @Test
  void looksForThePersonBehindAService() {
    assertThat(reason(signal("service-principal", "service")))
        .isEqualTo("cloudformation.amazonaws.com made the call: find out for whom.");
    assertThat(ids(EventEdit.of("root"))).doesNotContain("service");
  }

  @Test
  void saysOnceThatAServiceCalled() {
    assertThat(ids(EventEdit.of("service-principal")))
        .containsExactly("service", "deployment-tool");
    assertThat(ids(session("service-principal", "mary.major"))).contains("role-session");
  }

  @Test
  void trustsIdentityCentersPathButNotItsNameToTellThePerson() {
    assertThat(ids(EventEdit.of("forwarded"))).contains("identity-center");
    EventEdit named =
        EventEdit.of("forwarded")
            .set(
                "detail.userIdentity.sessionContext.sessionIssuer.arn",
                "arn:aws:iam::111122223333:role/AWSReservedSSO_PowerUserAccess_0123456789abcdef");
    assertThat(ids(named)).contains("role-session").doesNotContain("identity-center");
  }

  private static EventEdit session(String sample, String name) {
    return EventEdit.of(sample)
        .set(
            "detail.userIdentity.arn",
            "arn:aws:sts::123456789012:assumed-role/InfrastructureDeploy/" + name);
  }

  @Test
  void weighsTheTool() {
    assertThat(ids(tool("Boto3/1.36.2 os/linux#6.1-kali"))).contains("attack-tool");
    assertThat(ids(tool("stratus-red-team_00000000-0000-4000-8000-000000000001")))
        .contains("attack-tool")
        .doesNotContain("unknown-tool");
    assertThat(ids(tool("AWS Internal"))).doesNotContain("unknown-tool", "attack-tool", "console");
    assertThat(ids(tool("RDS Console, aws-internal/3 aws-sdk-java/1.11.975"))).contains("console");
    assertThat(ids(tool("curl/8.5.0"))).contains("unknown-tool");
    assertThat(ids(tool("APN/1.0 HashiCorp/1.0 Terraform/1.9.0"))).contains("deployment-tool");
    assertThat(ids(EventEdit.of("root").remove("detail.userAgent"))).contains("no-tool");
    assertThat(ids(EventEdit.of("root")))
        .doesNotContain("attack-tool", "unknown-tool", "deployment-tool", "no-tool");
  }

  @Test
  void saysWhatKindOfAddressItIsUnlessItIsAPublicOne() {
    Stream.of("10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1")
        .forEach(own -> assertThat(ids(address(own))).contains("private-address"));
    Stream.of("fd00::1", "fc00::1", "fe80::1", "::1", "::", "ff02::1")
        .forEach(own -> assertThat(ids(address(own))).contains("private-address"));
    assertThat(ids(address("AWS Internal"))).contains("aws-address");
    assertThat(ids(address("rds.amazonaws.com"))).contains("aws-address");
    Stream.of("evil.example.com", "999.1.1.1", "0".repeat(44) + "1::1", "AWS Internal".repeat(3))
        .forEach(odd -> assertThat(ids(address(odd))).contains("strange-address"));
    assertThat(ids(EventEdit.of("root").remove("detail.sourceIPAddress"))).contains("no-address");
    for (String open :
        List.of("2001:db8::1", "6400::1", "100.63.0.1", "100.128.0.1", "101.64.0.1")) {
      assertThat(ids(address(open)))
          .doesNotContain("private-address", "strange-address", "aws-address", "no-address");
    }
  }

  @Test
  void seesACallerOfAnotherAccount() {
    assertThat(ids(EventEdit.of("root").set("detail.userIdentity.accountId", "210987654321")))
        .contains("cross-account");
    assertThat(ids(EventEdit.of("forwarded"))).doesNotContain("cross-account");
  }

  @Test
  void saysHowLateAndThatItWasReplayed() {
    ManagementEvent event = SampleAlerts.event("root");
    Alert late = raised(event, event.eventTime().plus(Duration.ofHours(26)));
    assertThat(Briefing.of(late).signals())
        .anyMatch(one -> reason(one).equals("Late: it reached us 26 h after the call."));
    assertThat(ids(EventEdit.of("replay"))).contains("replayed").doesNotContain("late");
    assertThat(ids(EventEdit.of("root"))).doesNotContain("late", "replayed");
  }

  @Test
  void isLateOnlyBeyondTheLookBack() {
    Instant call = SampleAlerts.event("root").eventTime();
    assertThat(late(call.plus(Duration.ofHours(1)))).isFalse();
    assertThat(late(call.plus(Duration.ofHours(1)).plusMillis(1))).isTrue();
  }

  @Test
  void findsWordsOfATestButNotInsideOtherWords() {
    assertThat(ids(name("my-test-group"))).contains("looks-like-test");
    assertThat(ids(name("DEV"))).contains("looks-like-test");
    assertThat(ids(name("attestation-device"))).doesNotContain("looks-like-test");
  }

  @Test
  void seesAGroupThatLetsInTheWorld() {
    for (String world : List.of("0.0.0.0/0", "::/0")) {
      assertThat(ids(range(world))).first().isEqualTo("root");
      assertThat(ids(range(world))).contains("open-to-world");
    }
    assertThat(ids(range("192.0.2.0/24"))).doesNotContain("open-to-world");
  }

  private static boolean late(Instant raised) {
    return raised(SampleAlerts.event("root"), raised).late();
  }

  private static Alert raised(ManagementEvent event, Instant raised) {
    Duration lookBack = Duration.ofHours(1);
    Position place = SampleAlerts.place(raised, 1);
    return Alert.raise(SampleAlerts.RULE, List.of(), event, place, raised, lookBack);
  }

  private static EventEdit tool(String agent) {
    return EventEdit.of("root").set("detail.userAgent", agent);
  }

  private static EventEdit address(String address) {
    return EventEdit.of("root").set("detail.sourceIPAddress", address);
  }

  private static EventEdit name(String name) {
    return EventEdit.of("null-parameters")
        .set("detail.requestParameters.dBSecurityGroupName", name);
  }

  private static EventEdit range(String cidr) {
    var range = JsonNodeFactory.instance.objectNode().put("cIDRIP", cidr);
    return EventEdit.of("root")
        .set("detail.responseElements.iPRanges", JsonNodeFactory.instance.arrayNode().add(range));
  }

  private static List<String> ids(EventEdit edit) {
    return Briefing.of(SampleAlerts.alert(edit.event())).signals().stream()
        .map(Signal::id)
        .toList();
  }

  private static Signal signal(String sample, String id) {
    return Briefing.of(SampleAlerts.alert(SampleAlerts.event(sample))).signals().stream()
        .filter(signal -> signal.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String reason(Signal signal) {
    return signal.reason().in(SafeText::email);
  }
}
