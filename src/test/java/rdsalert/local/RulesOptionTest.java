package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.testing.TestRules;

/** Which rules the commands know, chosen by options. */
class RulesOptionTest {
  private static final String PLAIN =
      "events/rds-db-security-group-created/hit-create-db-security-group.json";

  @ParameterizedTest
  @ValueSource(strings = {"run", "explain", "check"})
  void sayWhichPacksAndRulesThereAre(String command) {
    CommandRun pack = CommandRun.of(command, "--pack", "all\u001b", PLAIN);
    CommandRun rule = CommandRun.of(command, "--rules-off", "no-such-rule", PLAIN);

    assertThat(pack.exitCode()).isEqualTo(2);
    assertThat(pack.err())
        .isEqualTo("rdsalert: there is no pack 'all?', only core and database-exposure\n");
    assertThat(rule.exitCode()).isEqualTo(2);
    assertThat(rule.err())
        .isEqualTo(
            "rdsalert: the pack core has no rule 'no-such-rule'; it has "
                + TestRules.packaged().id()
                + "\n");
  }

  @Test
  void nameEveryRuleThatMatchedTheGravestFirst(@TempDir Path folder) throws IOException {
    String event =
        Files.readString(Path.of("events/db-instance-made-public/hit-cli.json"))
            .replace(
                "\"requestParameters\": {",
                "\"requestParameters\": {\"masterUserPassword\": \"****\","
                    + " \"vpcSecurityGroupIds\": [\"sg-0123456789abcdef0\"], ");
    String file = Files.writeString(folder.resolve("three.json"), event).toString();

    assertThat(CommandRun.of("run", "--json", "--pack", "database-exposure", file).out())
        .contains(
            "\"rules\":[\"db-instance-made-public\",\"db-master-password-changed\","
                + "\"db-security-groups-replaced\"]");
    assertThat(
            CommandRun.of(
                    "run",
                    "--json",
                    "--pack",
                    "database-exposure",
                    "--rules-off",
                    "db-instance-made-public,db-master-password-changed",
                    file)
                .out())
        .contains("\"rules\":[\"db-security-groups-replaced\"]");
  }

  /** A rule that is off needs no exception, and one that is there does no harm. */
  @Test
  void takeExceptionsForRulesThatAreOff() {
    CommandRun run =
        CommandRun.of(
            "check",
            "docs/exceptions.database-exposure.json",
            "--pack",
            "database-exposure",
            "--rules-off",
            "db-exported-to-s3");

    assertThat(run.out()).contains(" on, 0 off").contains("  on   retention-script");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void takeEveryPackThatIsNamed() {
    assertThat(CommandRun.of("check", "--pack", "core").out()).contains("rule ok: ");
    assertThat(CommandRun.of("run", "--json", "--pack", "database-exposure", PLAIN).out())
        .contains("\"rules\":[\"" + TestRules.packaged().id() + "\"]");
  }
}
