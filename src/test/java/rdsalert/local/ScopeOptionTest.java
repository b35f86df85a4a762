package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.local.CommandRun.with;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.testing.TestEvents;

/** Calls of a time, an account or a Region: no others are opened, told of or counted. */
class ScopeOptionTest {
  private static final String OTHER = TestEvents.anyOtherEvent().detail().toString();

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"eusc-de-east-1", "us-gov-west-1", "us-iso-east-1", "cn-north-1"})
  void knowsTheRegionsOfEachPartition(String region) {
    assertThat(CommandRun.of("run", "--region", region, "no-such.json").err())
        .isEqualTo("rdsalert: no-such.json (No such file or directory); check the path\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --since 2026-02-10                          | 2
          --since 2026-02-10T09:15:00Z                | 0
          --until 2026-02-10                          | 0
          --until 2026-02-11                          | 2
          --account 123456789012 --since 2026-02-01   | 2
          --account 111122223333                      | 0
          --region eu-central-1                       | 2
          --region us-east-1                          | 0
          """)
  void opensNoFileWhosePathSaysThatItIsOfNoInterest(String options, int hits) throws IOException {
    String one = "123456789012_CloudTrail_eu-central-1_20260210T0920Z_AbCd.json";
    Files.writeString(folder.resolve(one), TestEvents.matching("one").detail().toString());
    Path day = folder.resolve("AWSLogs/123456789012/CloudTrail/eu-central-1/2026/02/10");
    Files.createDirectories(day);
    Files.writeString(day.resolve("a.json"), TestEvents.matching("two").detail().toString());
    for (String other : List.of("us-west-2/2025/02/10", "us-west-2/2025/01/01")) {
      Path far = folder.resolve("AWSLogs/999999999999/CloudTrail/" + other);
      Files.createDirectories(far);
      Files.writeString(far.resolve("bad.json"), "{");
    }
    String[] words = ("run --json " + options).split(" +", -1);

    CommandRun run = CommandRun.of(with(words, folder.toString()));

    assertThat(run.out()).hasLineCount(hits);
    assertThat(run.err()).doesNotContain(options.startsWith("--until") ? "none" : "AWSLogs/999");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          --since yesterday | '--since': 'yesterday' is neither a day, 2026-01-31, nor a time
          --since 2026-02-12 --until 2026-02-12 | is not before --until 2026-02-12T00:00:00Z: nothing
          --account 1       | option '--account': '1' is not the twelve digits of an account
          --region moon     | option '--region': 'moon' is not a Region, such as eu-central-1
          --all             | --all goes with --json
          --summary --format json | --json and --summary print no alerts, so they go without --format
          """)
  void refusesWhatSelectsNothing(String options, String complaint) {
    CommandRun run = CommandRun.of(with(("run " + options).split(" +", -1), "x"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(complaint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--since 2026-02-10",
        "--since 2026-02-10T09:14:00Z",
        "--until 2026-02-09",
        "--account 999999999999",
        "--region eu-west-1"
      })
  void countsNoCallOutOfScopeThatIsPassedOver(String options) throws IOException {
    String other = OTHER.replaceAll("(\"eventTime\":\")[0-9-]+", "$12026-02-%02d");
    Path file =
        Files.writeString(folder.resolve("log.json"), other.formatted(9) + other.formatted(10));
    String[] run = with(("run --json " + options).split(" +", -1), file.toString());

    String read = CommandRun.of(with(run, "--all")).err();

    assertThat(CommandRun.of(run).err()).isEqualTo(read).doesNotContain("2 events");
  }
}
