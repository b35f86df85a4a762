package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command that prints queries; the queries have tests of their own. */
class SqlCommandTest {
  private static final String STORE = "0a1b2c3d-1111-2222-3333-444455556666";

  @Test
  void printsAQueryForEachEngineAndNothingElse() {
    assertThat(CommandRun.of("sql", "--engine", "athena").out())
        .startsWith("SELECT json_format(")
        .contains("\nFROM \"cloudtrail_logs_pp\"\nWHERE (")
        .contains("'CreateDBSecurityGroup'")
        .doesNotContain("ModifyDBInstance", "PutRolePolicy");
    assertThat(CommandRun.of("sql", "--engine", "athena", "--older").out())
        .contains("\nFROM \"cloudtrail_logs\"\n")
        .doesNotContain("addendum");
    assertThat(CommandRun.of("sql", "--engine", "lake", "--store", STORE).out())
        .startsWith("SELECT eventJson\nFROM " + STORE + "\n");
    assertThat(CommandRun.of("sql", "--engine", "duckdb").out())
        .startsWith("SELECT record AS \"eventJson\"")
        .contains("read_json('logs/**/*.json.gz', ")
        .endsWith(";\n");
  }

  @Test
  void asksForTheRulesThatAreOn() {
    CommandRun pack =
        CommandRun.of(
            "sql",
            "--engine",
            "lake",
            "--store",
            STORE,
            "--pack",
            "database-exposure",
            "--rules-off",
            "db-exported-to-s3,db-copy-out-refused");

    assertThat(pack.out()).contains("'ModifyDBInstance'").doesNotContain("StartExportTask");
    assertThat(CommandRun.of("sql", "--engine", "lake", "--pack", "no").err())
        .contains("there is no pack 'no'");
  }

  @Test
  void writesNoTextOfThePersonsAsSql() {
    CommandRun run = CommandRun.of("sql", "--engine", "duckdb", "--files", "it's/*.gz'); DROP");

    assertThat(run.out()).contains("read_json('it''s/*.gz''); DROP', columns");
    assertThat(CommandRun.of("sql", "--engine", "athena", "--table", "a\" b").exitCode())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          athena --store x                  | --store is for --engine lake, not for athena
          athena --files x                  | --files is for --engine duckdb, not for athena
          duckdb --table x                  | --table is for --engine athena, not for duckdb
          lake --older                      | --older is for --engine athena, not for lake
          lake                              | --engine lake needs --store
          athena --since yesterday          | option '--since': 'yesterday' is neither a day, 2026-01-31
          athena --until 2026-02-30         | option '--until': '2026-02-30' is neither a day
          athena --until 2026-01-31T9:00:00Z | nor a time, 2026-01-31T09:30:00Z
          athena --since 2026-01-02 --until 2026-01-02 | nothing lies between
          spark                             | Invalid value for option '--engine'
          """)
  void saysWhatIsWrongWithItsOptions(String options, String complaint) {
    CommandRun run = CommandRun.of(("sql --engine " + options).split(" ", -1));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("rdsalert: ").contains(complaint);
  }

  @Test
  void saysWhichEngineTakesNoNewCustomers() {
    assertThat(CommandRun.of("sql", "--help").out().replaceAll("\\s+", " "))
        .contains("CloudTrail Lake, which takes no new customers since May 2026");
  }
}
