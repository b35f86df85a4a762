package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong in a team's settings is said before anything is deployed. */
class SettingsCheckTest {
  private static final Path EXAMPLE = Path.of("samconfig.example.toml");
  private static final String EXCEPTIONS = "src/main/resources/rdsalert/exceptions.json";

  @TempDir private Path folder = Path.of("");

  @Test
  void isContentWithTheExample() throws IOException {
    CommandRun run = check(Files.readString(EXAMPLE));

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.lines()).anyMatch(line -> line.startsWith("settings ok: at most 100 alerts"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AlertCap        | 501        | AlertCap is \"501\", but must be a whole number from 1 to 500",
        "AlertCap        | many       | AlertCap is \"many\", but must be a whole number from 1 to 500",
        "AlertCap        | ''         | AlertCap is \"\", but must be a whole number from 1 to 500",
        "AlertCap        | 0          | AlertCap is \"0\", but must be a whole number from 1 to 500",
        "AlertCap        | 50.5       | AlertCap is \"50.5\", but must be a whole number from 1 to 500",
        "MemorySize      | 1024.5     | MemorySize is \"1024.5\", but must be a whole number from 512 to 3008",
        "ReservedConcurrency | 00     | ReservedConcurrency is \"00\", but must be a whole number from 0 to",
        "ArchiveDays     | 0.5        | ArchiveDays is \"0.5\", but must be a whole number from 0 to 365",
        "ArchiveDays     | -0         | ArchiveDays is \"-0\", but must be a whole number from 0 to 365",
        "AlertEmail      | a.b        | AlertEmail is \"a.b\", but must be empty or one email address",
        "RulePack        | all        | RulePack is \"all\", but must be one of core, database-exposure",
        "ProtectLedger   | True       | ProtectLedger is \"True\", but must be one of true, false",
        "RulesOff        | no-rule    | the pack core has no rule 'no-rule'; it has",
        "RulesOn         | no-rule    | the pack core has no rule 'no-rule'; it has",
        "ExceptionsFile  | no/such.js | ExceptionsFile: there is no src/main/resources/no/such.js",
      })
  void saysWhatIsWrongWithAValue(String name, String value, String told) throws IOException {
    CommandRun run = check(with(name, value));

    assertThat(run.err()).startsWith("rdsalert: samconfig.toml: " + told).hasLineCount(1);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).doesNotContain("settings ok");
  }

  @ParameterizedTest
  @CsvSource({"AlertTopic", "WatchTopic"})
  void refusesToSendAlarmsToATopicThatWouldRefuseThem(String topic) throws IOException {
    String other = "arn:aws:sns:eu-central-1:123456789012:operations-%s-1A2B3C4D5E6F";
    String own = other.replace("operations", "rds-security-group-alert");

    assertThat(check(with("AlarmTopicArn", other.formatted(topic))).exitCode()).isZero();
    CommandRun run = check(with("AlarmTopicArn", own.formatted(topic)));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("rdsalert: samconfig.toml: AlarmTopicArn is a topic of the stack itself, which")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "AlarmTopicArn, arn:aws:sns:%s:123456789012:operations",
    "KmsKeyArn, arn:aws:kms:%s:123456789012:key/0a1b2c3d-1111-2222-3333-444455556666"
  })
  void refusesWhatIsOfAnotherRegionThanTheStack(String name, String arn) throws IOException {
    String here = with(name, arn.formatted("eu-central-1"));
    String there = with(name, arn.formatted("us-east-1"));

    assertThat(check(there).exitCode()).as("the Region is not known").isZero();
    assertThat(check(inFrankfurt(here)).exitCode()).isZero();
    CommandRun run = check(inFrankfurt(there));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "rdsalert: samconfig.toml: %s is in another Region than the stack (eu-central-1): AWS accepts only one of the same Region\n"
                .formatted(name));
    assertThat(check(inFrankfurt(with(name, "arn"))).err())
        .contains(name + " is \"arn\", but must");
  }

  private static String inFrankfurt(String settings) {
    return settings.replace("# region = ", "region = ");
  }

  @Test
  void warnsOfAnArchiveThatGoesBackFurtherThanTheLedger() throws IOException {
    CommandRun run = check(with("ArchiveDays", "17"));

    assertThat(check(with("ArchiveDays", "16")).err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .startsWith("rdsalert: samconfig.toml: ArchiveDays is more than RetentionDays, so that a")
        .hasLineCount(1);
  }

  @Test
  void namesAParameterThatIsNotKnown() throws IOException {
    CommandRun run = check(Files.readString(EXAMPLE) + "AlertCapp = \"50\"\n");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "rdsalert: samconfig.toml: AlertCapp: the template has no such parameter, and SAM passes"
                + " over it in silence; samconfig.example.toml lists them all\n");
  }

  @Test
  void readsWhatAGuidedRunHasSaved() throws IOException {
    String saved =
        "parameter_overrides = \"AlertCap=\\\"501\\\" RulePack=\\\"core\\\" AlertEmail=\"";

    CommandRun run = check("[default.deploy.parameters]\n" + saved + "\n");

    assertThat(run.err())
        .contains("AlertCap is \"501\", but must be")
        .contains("samconfig.toml: without RulesOff, RulesOn, WatchEmail, ")
        .doesNotContain("RulePack,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "500"})
  void takesTheLeastAndTheMost(String cap) throws IOException {
    assertThat(check(with("AlertCap", cap)).err()).isEmpty();
  }

  /** SAM writes it as Python does. */
  @Test
  void saysThatATrueOfTomlIsNone() throws IOException {
    String settings = Files.readString(EXAMPLE).replace("\"true\"", "true");

    assertThat(check(settings).err()).contains("ProtectLedger is \"True\", but must be one of");
    assertThat(check(settings.replace(" = true", " = false")).err()).contains("is \"False\", but");
  }

  @Test
  void readsTheLongFormOfAws() throws IOException {
    String saved =
        "\"ParameterKey=AlertCap,ParameterValue=501 ParameterKey=RulePack,ParameterValue=x\"";

    assertThat(check("[default.deploy.parameters]\nparameter_overrides = " + saved + "\n").err())
        .contains("AlertCap is \"501\", but", "RulePack is \"x\", but")
        .doesNotContain("no such parameter");
  }

  @Test
  void readsAList() throws IOException {
    String list = "parameter_overrides = [\"AlertCap=501\", {WindowMinutes = 0}]";

    assertThat(check("[prod.deploy.parameters]\n" + list + "\n").err())
        .contains("AlertCap is \"501\"", "WindowMinutes is \"0\"");
  }

  @Test
  void checksTheExceptionsThatTheStackWouldHave() throws IOException {
    CommandRun packaged = check(with("ExceptionsFile", "rdsalert/exceptions.json"));

    assertThat(packaged.exitCode()).isZero();
    assertThat(packaged.out()).contains("exceptions: " + EXCEPTIONS);
  }

  @Test
  void takesTheRulesThatTheStackWouldHave() throws IOException {
    assertThat(check(with("RulePack", "database-exposure")).lines())
        .filteredOn(line -> line.startsWith("rule ok: "))
        .hasSizeGreaterThan(20);
  }

  @Test
  void saysInWhichLineAFileIsBroken() throws IOException {
    assertThat(check("version = 0.1\n[default\n").err())
        .startsWith("rdsalert: " + folder.resolve("samconfig.toml") + ": line 2: not TOML: ");
    assertThat(check("version = 0.1\n").err()).contains("it has no parameter_overrides");
    assertThat(CommandRun.of("check", "--settings", "nowhere.toml").err())
        .contains("nowhere.toml: there is no such file");
  }

  private static String with(String name, String value) throws IOException {
    return Files.readString(EXAMPLE)
        .replaceFirst("(?m)^" + name + " = .*$", name + " = \"" + value + "\"");
  }

  private CommandRun check(String settings) throws IOException {
    Path file = Files.writeString(folder.resolve("samconfig.toml"), settings);
    return CommandRun.of("check", "--settings", file.toString());
  }
}
