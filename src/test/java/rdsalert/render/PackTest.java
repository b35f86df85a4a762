package rdsalert.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.briefing.Alert;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.testing.Samples;
import rdsalert.testing.TestRules;

/** What holds of every rule. */
class PackTest {
  /** A ready exception asks for an endpoint that is absent, null or empty. */
  private static final String UNFILLED = "(?s).*(\\{[a-z][a-z .-]*}|(?<!false},)\\bnull\\b).*";

  private static final Map<String, String> RENAMES =
      Map.of(
          "ModifyDBInstance", "newDBInstanceIdentifier",
          "ModifyDBCluster", "newDBClusterIdentifier",
          "ModifyGlobalCluster", "newGlobalClusterIdentifier",
          "ModifyTenantDatabase", "newTenantDBName",
          "ModifyCluster", "newClusterIdentifier");

  @Test
  void hasIdsThatAreNoOnesElse() {
    assertThat(TestRules.all().keySet()).extracting(DetectionRule::id).doesNotHaveDuplicates();
  }

  @TestFactory
  Stream<DynamicTest> judgesItsSamplesAsTheirNamesSay() {
    return ofEveryRule(PackTest::judge);
  }

  private static void judge(DetectionRule rule, Path sample) throws IOException {
    try (Stream<Path> files = Files.list(sample.resolveSibling(""))) {
      List<Path> samples = files.toList();
      assertThat(samples).anyMatch(Samples::isHit).anyMatch(file -> !Samples.isHit(file));
      assertThat(samples)
          .allMatch(file -> rule.pattern().matches(Samples.read(file)) == Samples.isHit(file));
    }
  }

  /** What AWS itself does every day looks like an attack, if nothing says so. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aurora-internet-access-gateway/hit-express|A stopped cluster has to be started first",
        "aurora-internet-access-gateway/hit-to-be-moved-out-of-its-vpc|asked to put Aurora cluster customers-prod",
        "aurora-internet-access-gateway/hit-to-be-moved-out-of-its-vpc|The change waits for the next maintenance window",
        "db-audit-logging-off/hit-redshift-system-tables|OFF system tables to S3 Tables: sys_query_history, sys_connection_log SIGNALS",
        "db-audit-logging-off/hit-redshift-system-tables|--log-destination-type s3table",
        "db-automated-backups-off/hit-copied-backup-deleted|of arn:aws:rds:eu-west-1:123456789012:db:ledger",
        "db-automated-backups-off/hit-plain-replication-stopped|copied to this Region; of",
        "db-automated-backups-off/hit-expired-in-aws-backup|AWS Backup made the call. It does so when",
        "db-born-public/hit-aurora-member-cloudformation|It joins cluster web and serves that cluster's data.",
        "db-deleted-without-final-snapshot/hit-multi-az-cluster-backups-kept|A deleted Multi-AZ cluster cannot be restored to a point in time",
        "db-deletion-protection-off/hit-cluster-cloudformation|set deletion protection of database billing-prod to off",
        "db-deletion-protection-off/hit-cluster-cloudformation|CloudFormation sends this with every update",
        "db-iam-role-attached/hit-serverless-namespace|--default-iam-role-arn DEFAULT",
        "db-master-password-changed/hit-redshift-managed-cloudformation|CloudFormation sends this with every update",
        "db-port-open-to-world/hit-old-flat-parameters-answer-without-rules|"
            + "--filters '[{\"Name\":\"group-name\",\"Values\":[\"legacy-db\"]}]'",
        "db-tls-not-required/hit-mysql-off-in-aurora|\"ParameterValue\":\"ON\"",
        "db-restored-from-backup/hit-oracle-with-new-password|AWS creates a new password for its main user",
        "db-security-groups-replaced/hit-moved-cluster|set the subnet group of DB cluster shop",
        "db-security-groups-replaced/hit-proxy-cloudformation|Terraform send the groups with every update",
        "db-tls-not-required/hit-docdb|set TLS to optional in parameter group docs",
        "db-tls-not-required/hit-docdb|The change affects a database only after a restart.",
      })
  void claimsNoMoreThanTheRecordShows(String sample, String text) {
    assertThat(email(sample).replaceAll("\\s+", " ")).contains(text);
  }

  @Test
  void takesNoNameThatAProxyKeepsForANewOne() {
    assertThat(email("db-security-groups-replaced/hit-proxy-terraform"))
        .doesNotContain("renames it");
  }

  private static String email(String sample) {
    Path file = Path.of("events", sample + ".json");
    DetectionRule rule = TestRules.everyPackaged().find(file.getName(1).toString()).orElseThrow();
    Alert alert = SampleAlerts.alert(rule, Samples.read(file));
    return Message.of(alert, SampleAlerts.sent(alert)).email();
  }

  @TestFactory
  Stream<DynamicTest> tellsWhatFitsEveryReader() {
    return ofEveryRule((rule, sample) -> fits(rule, Samples.read(sample)));
  }

  private static void fits(DetectionRule rule, ManagementEvent event) {
    Alert alert = SampleAlerts.alert(rule, event);
    Message message = Message.of(alert, SampleAlerts.sent(alert));
    assertThat(message.email().lines().count()).isLessThanOrEqualTo(60);
    assertThat(message.email()).doesNotMatch(UNFILLED);
    assertThat(message.subject()).hasSizeLessThanOrEqualTo(99).doesNotMatch(UNFILLED);
    assertThat(message.sms()).hasSizeLessThanOrEqualTo(140).doesNotMatch(UNFILLED);
    assertThat(rule.rating().attacks()).isNotEmpty();
  }

  /** A call that tells nothing of its own: each fact is left out or reads as its noun. */
  @TestFactory
  Stream<DynamicTest> speaksEnglishOfACallThatTellsNothing() {
    return ofEveryRule(
        (rule, sample) ->
            fits(
                rule,
                EventEdit.of(Samples.read(sample))
                    .remove("detail.requestParameters")
                    .remove("detail.responseElements")
                    .event()));
  }

  /** Else a command would be refused, or meet another database that was given the old name. */
  @TestFactory
  Stream<DynamicTest> saysThatACallRenamesWhatTheCommandsName() {
    return ofEveryRule(PackTest::renames);
  }

  private static void renames(DetectionRule rule, Path sample) throws IOException {
    try (Stream<Path> files = Files.list(sample.resolveSibling(""))) {
      for (Path hit : files.filter(Samples::isHit).toList()) {
        ManagementEvent event = Samples.read(hit);
        String name = RENAMES.get(event.eventName());
        if (name != null) {
          EventEdit renaming = EventEdit.of(event).set("detail.requestParameters." + name, "new-1");
          Alert alert = SampleAlerts.alert(rule, renaming.event());
          Message message = Message.of(alert, SampleAlerts.sent(alert));
          assertThat(message.email()).as(hit.toString()).contains("renames it to new-1");
        }
      }
    }
  }

  private static Stream<DynamicTest> ofEveryRule(Check check) {
    return TestRules.all().entrySet().stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.getKey().name(), () -> check.of(rule.getKey(), rule.getValue())));
  }

  /** What is asserted of a rule and a sample that it matches. */
  private interface Check {
    void of(DetectionRule rule, Path sample) throws IOException;
  }
}
