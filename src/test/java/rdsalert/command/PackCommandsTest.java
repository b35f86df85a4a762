package rdsalert.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Alert.Position;
import rdsalert.briefing.Briefing;
import rdsalert.event.EventReader;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.Report;
import rdsalert.rule.Report.Guide;
import rdsalert.testing.Samples;
import rdsalert.testing.TestRules;

/** What the commands of the packaged rules come to, of their samples. */
class PackCommandsTest {
  private static final Pattern STEP = Pattern.compile("\\bstep (\\d+)");

  /** CloudTrail leaves them out of a record that is too large; steps then fall back. */
  private static final List<Set<String>> LEFT_OUT =
      List.of(
          Set.of(), Set.of("responseElements"), Set.of("requestParameters", "responseElements"));

  /** One that no sample prints may be one that no call can print. */
  @Test
  void printsEachCommandOfEachRuleForASample() throws IOException {
    Set<String> missing = new TreeSet<>();
    for (DetectionRule rule : TestRules.everyPackaged().rules()) {
      rule.guide().commands().keySet().forEach(name -> missing.add(rule.id() + ": " + name));
    }
    for (Path sample : Samples.ofAllRules().filter(Samples::isHit).toList()) {
      DetectionRule rule = rule(sample);
      for (Set<String> without : LEFT_OUT) {
        Commands commands = commands(rule, without(Samples.read(sample), without));
        Set<List<String>> printed = printed(commands, rule.guide());
        for (String name : rule.guide().commands().keySet()) {
          List<AwsCommand> written = commands.named(name);
          if (written.stream().map(AwsCommand::arguments).anyMatch(printed::contains)) {
            missing.remove(rule.id() + ": " + name);
          }
        }
      }
    }

    assertThat(missing).isEmpty();
  }

  /** What undoes one call does harm after another: deleting a limit drops a reserve. */
  @ParameterizedTest
  @CsvSource({
    "hit-rule-disabled, events enable-rule",
    "hit-watch-deleted, ''",
    "hit-concurrency-0, lambda delete-function-concurrency",
    "hit-old-version, ''",
    "hit-key-disabled, kms enable-key",
    "hit-key-to-be-deleted, kms cancel-key-deletion; kms enable-key",
    "hit-alarms-quiet, cloudwatch enable-alarm-actions",
    "hit-filter-policy, ''",
  })
  void putBackWhatTheCallDid(String sample, String calls) {
    Path file = Path.of("events/stack-part-changed", sample + ".json");
    assertThat(calls(file, "Put it back")).isEqualTo(calls);
  }

  /**
   * Of what one call gave, nothing is left in place; "all" does not take named accounts with it.
   */
  @ParameterizedTest
  @CsvSource({
    "db-snapshot-public/hit-all, Make it private at once, all",
    "db-snapshot-public/hit-all-and-account, Make it private at once, all 111122223333",
    "db-snapshot-public/hit-cluster-all-and-account, Make it private at once, all 444455556666",
    "db-iam-role-attached/hit-made-with-roles, Remove the role, aurora-s3:s3Export aurora-load",
    "db-iam-role-attached/hit-restored-with-role, Remove the role, export:Lambda",
    "db-iam-role-attached/hit-cluster, Remove the role, aurora-s3:s3Export",
    "db-iam-role-attached/hit-cluster-without-feature, Remove the role, aurora-load",
  })
  void takeBackAllThatTheCallGave(String sample, String step, String given) {
    Path file = Path.of("events", sample + ".json");
    assertThat(stepCommands(file, step).map(PackCommandsTest::taken))
        .containsExactly(given.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "legacy-db-group-removed/hit-range-revoked, Give the access back, ''",
    "legacy-db-group-removed/hit-small-range-revoked, Give the access back, rds authorize-db-security-group-ingress",
    "legacy-db-group-removed/hit-member-revoked, Give the access back, rds authorize-db-security-group-ingress",
    "db-copy-out-refused/hit-export-denied, If another attempt, ''",
    "db-copy-out-refused/hit-share-denied, If another attempt, rds modify-db-cluster-snapshot-attribute",
    "db-deleted-without-final-snapshot/hit-instance, A deletion cannot be stopped, rds restore-db-instance-from-db-snapshot",
    "db-deleted-without-final-snapshot/hit-backups-gone-by-default, A deletion cannot be stopped, rds restore-db-instance-from-db-snapshot",
    "db-deleted-without-final-snapshot/hit-backups-kept, A deletion cannot be stopped, rds restore-db-instance-to-point-in-time",
    "db-deleted-without-final-snapshot/hit-aurora-cluster, A deletion cannot be stopped, rds restore-db-cluster-from-snapshot",
    "db-deleted-without-final-snapshot/hit-cluster-backups-kept, A deletion cannot be stopped, rds restore-db-cluster-to-point-in-time",
    "db-deleted-without-final-snapshot/hit-multi-az-cluster-backups-kept, A deletion cannot be stopped, rds restore-db-cluster-from-snapshot",
    "db-restored-from-backup/hit-cluster-of-foreign-snapshot, Stop the copy, rds stop-db-cluster",
    "db-restored-from-backup/hit-multi-az-cluster, Stop the copy, ''",
    "nosql-exported-to-s3/hit-dynamodb, The export cannot be stopped, ''",
    "db-audit-logging-off/hit-redshift-no-answer, Turn it on again, ''",
    "db-automated-backups-off/hit-copied-backup-deleted, If the database still exists, ''",
    "db-master-password-changed/hit-managed-with-foreign-key, Let AWS create and manage, ''",
    "db-master-password-changed/hit-iam-for-instance, Let AWS create and manage, rds modify-db-instance",
    "db-master-password-changed/hit-iam-instead-of-password, Let AWS create and manage, rds modify-db-cluster",
  })
  void suggestNothingThatCannotHelp(String sample, String step, String calls) {
    assertThat(calls(Path.of("events", sample + ".json"), step)).isEqualTo(calls);
  }

  /** Where no subnets are named, a restored instance may be public by default. */
  @Test
  void restoreNoInstanceForTheWorld() {
    assertThat(commandsThat(command -> command.operation().startsWith("restore-db-instance")))
        .isNotEmpty()
        .allMatch(
            command -> Objects.equals(command.with().get("PubliclyAccessible"), BooleanNode.FALSE));
  }

  /** A second one of that name would be refused: alerts come in groups, and again. */
  @Test
  void nameWhatTheyMakeAnewForEachCall() {
    assertThat(
            commandsThat(command -> command.operation().matches("(create|restore)-db-.*")).stream()
                .flatMap(command -> command.with().values().stream())
                .filter(value -> value.asText().matches("[a-z-]+") && value.isTextual()))
        .isEmpty();
    Path sample = Path.of("events/db-deletion-protection-off/hit-instance.json");
    ManagementEvent event = Samples.read(sample);
    assertThat(commands(rule(sample), event).named("snapshot-now"))
        .singleElement()
        .satisfies(
            command ->
                assertThat(command.arguments())
                    .contains("incident-" + event.eventId().substring(0, 8)));
  }

  /** The flag applies all that is pending, so its step has to speak of that. */
  @Test
  void applyWhatIsPendingOnlyWithAWarning() {
    for (DetectionRule rule : TestRules.everyPackaged().rules()) {
      Guide guide = rule.guide();
      for (Guide.Step step : guide.respond()) {
        boolean atOnce =
            step.commands().stream()
                .map(guide.commands()::get)
                .filter(Objects::nonNull)
                .filter(command -> command.operation().startsWith("modify-db-"))
                .anyMatch(command -> command.with().containsKey("ApplyImmediately"));
        assertThat(!atOnce || step.text().text().contains("pending"))
            .as(rule.id() + ": " + step.text().text())
            .isTrue();
      }
    }
  }

  @Test
  void cancelWhatWaitsWithoutApplyingTheRest() {
    Path sample = Path.of("events/db-automated-backups-off/hit-console-not-yet-applied.json");
    assertThat(commands(rule(sample), Samples.read(sample)).named("cancel"))
        .singleElement()
        .satisfies(
            command ->
                assertThat(command.arguments())
                    .containsSubsequence("--backup-retention-period", "14")
                    .doesNotContain("--apply-immediately"));
  }

  /** What is encrypted is refused without a key of the Region that it is copied to. */
  @ParameterizedTest
  @CsvSource({
    "hit-replication-stopped, 1234abcd-12ab-34cd-56ef-1234567890ab --backup-retention-period 7",
    "hit-plain-replication-stopped, :db:press-archive --backup-retention-period 14",
  })
  void copyBackupsAsTheyWereCopied(String sample, String as) {
    Path file = Path.of("events/db-automated-backups-off", sample + ".json");
    assertThat(stepCommands(file, "Turn automated backups").map(words -> String.join(" ", words)))
        .singleElement()
        .asString()
        .contains("--source-db-instance-arn arn:aws:rds:eu-west-1:123456789012:db:")
        .endsWith(as);
  }

  private static List<Guide.Command> commandsThat(Predicate<Guide.Command> match) {
    return TestRules.everyPackaged().rules().stream()
        .flatMap(rule -> rule.guide().commands().values().stream())
        .filter(match)
        .toList();
  }

  /**
   * A step that a text names by its number is one with commands, and none of those to contain:
   * those have numbers of their own.
   */
  @Test
  void standInTheStepThatATextNames() {
    for (DetectionRule rule : TestRules.everyPackaged().rules()) {
      Guide guide = rule.guide();
      for (Matcher named : textsOf(rule).map(STEP::matcher).filter(Matcher::find).toList()) {
        int number = Integer.parseInt(named.group(1));
        assertThat(guide.investigate()).as(rule.id()).hasSizeGreaterThanOrEqualTo(number);
        assertThat(guide.investigate().get(number - 1).commands()).as(rule.id()).isNotEmpty();
      }
      assertThat(textsToContain(guide).filter(text -> STEP.matcher(text).find()))
          .as(rule.id())
          .allMatch(text -> text.contains(" above"));
    }
  }

  private static Stream<String> textsOf(DetectionRule rule) {
    Guide guide = rule.guide();
    Stream<String> steps =
        Stream.of(guide.investigate(), guide.respond())
            .flatMap(List::stream)
            .map(step -> step.text().text());
    Stream<String> ofCommands =
        guide.commands().values().stream()
            .map(Guide.Command::otherwise)
            .filter(Objects::nonNull)
            .map(otherwise -> otherwise.text().text());
    Stream<String> signals =
        rule.report().signals().stream().map(signal -> signal.say().toString());
    Report.Note note = rule.report().note();
    Stream<String> notes = note == null ? Stream.of() : Stream.of(note.page(), note.card());
    return Stream.of(steps, ofCommands, signals, notes).flatMap(texts -> texts);
  }

  private static Stream<String> textsToContain(Guide guide) {
    Stream<String> steps = guide.respond().stream().map(step -> step.text().text());
    Stream<String> ofCommands =
        guide.respond().stream()
            .flatMap(step -> step.commands().stream())
            .map(guide.commands()::get)
            .filter(Objects::nonNull)
            .map(Guide.Command::otherwise)
            .filter(Objects::nonNull)
            .map(otherwise -> otherwise.text().text());
    return Stream.concat(steps, ofCommands);
  }

  /** What a step says is to be taken from there. */
  @ParameterizedTest
  @ValueSource(strings = {"db-port-open-to-world", "db-port-rule-changed-to-world"})
  void showTheIdsOfRulesThatAreToBeTaken(String rule) {
    assertThat(TestRules.everyPackaged().find(rule).orElseThrow().guide().commands())
        .hasEntrySatisfying(
            "group-rules", command -> assertThat(command.query()).contains("SecurityGroupRuleId"));
  }

  /** The calls of the commands of the step that begins so. */
  private static String calls(Path sample, String step) {
    return stepCommands(sample, step)
        .map(arguments -> String.join(" ", arguments.subList(1, 3)))
        .collect(Collectors.joining("; "));
  }

  private static Stream<List<String>> stepCommands(Path sample, String step) {
    DetectionRule rule = rule(sample);
    Commands commands = commands(rule, Samples.read(sample));
    return rule.guide().respond().stream()
        .filter(one -> one.text().text().startsWith(step))
        .flatMap(one -> commands.of(one).commands().stream())
        .map(AwsCommand::arguments);
  }

  /** Whom, or which role with what feature, a command takes away. */
  private static String taken(List<String> arguments) {
    int accounts = arguments.indexOf("--values-to-remove");
    if (accounts >= 0) {
      return String.join(" ", arguments.subList(accounts + 1, arguments.size()));
    }
    String role = arguments.get(arguments.indexOf("--role-arn") + 1);
    int feature = arguments.indexOf("--feature-name");
    return role.substring(role.indexOf('/') + 1)
        + (feature < 0 ? "" : ":" + arguments.get(feature + 1));
  }

  private static Set<List<String>> printed(Commands commands, Guide guide) {
    return Stream.of(guide.investigate(), guide.respond())
        .flatMap(List::stream)
        .flatMap(step -> commands.of(step).commands().stream())
        .map(AwsCommand::arguments)
        .collect(Collectors.toSet());
  }

  private static ManagementEvent without(ManagementEvent event, Set<String> fields) {
    ObjectNode json = event.json().deepCopy();
    ((ObjectNode) json.get("detail")).remove(fields);
    return new EventReader().read(json);
  }

  private static DetectionRule rule(Path sample) {
    return TestRules.everyPackaged()
        .find(sample.getName(1).toString())
        .orElseGet(TestRules::packaged);
  }

  private static Commands commands(DetectionRule rule, ManagementEvent event) {
    Instant raised = event.eventTime().plusSeconds(12);
    Position place = new Position(raised, raised.plusSeconds(600), OptionalInt.of(1), 100);
    Alert alert = Alert.raise(rule, List.of(), event, place, raised, Duration.ofHours(1));
    return new Commands(Briefing.of(alert).call(), raised);
  }
}
