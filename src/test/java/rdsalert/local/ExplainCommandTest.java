package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rdsalert.testing.Samples;

class ExplainCommandTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void runsAndExplainsWithTheExceptionsOfAFile() throws IOException {
    String file = SilenceEntries.file(folder, SilenceEntries.marys("marys", 40));
    String plain = "events/rds-db-security-group-created/hit-create-db-security-group.json";

    CommandRun run = CommandRun.of("run", "--json", "--exceptions", file, plain);
    CommandRun explained = CommandRun.of("explain", "--exceptions", file, plain);
    CommandRun closest =
        CommandRun.of(
            "explain",
            "--exceptions",
            file,
            "events/rds-db-security-group-created/hit-govcloud.json");

    assertThat(run.out()).contains("\"decision\":\"excepted\"", "exception marys");
    assertThat(explained.out()).contains("  silenced by exception marys until ");
    assertThat(closest.out())
        .contains("not silenced; the exception that comes closest: marys")
        .contains("refuses detail.awsRegion");
    assertThat(CommandRun.of("run", "--exceptions", "nowhere.json", plain).exitCode()).isEqualTo(2);
  }

  @Test
  void explainsEverySampleWithTheExamples() throws IOException {
    for (Path sample : Samples.files().toList()) {
      String examples = "docs/exceptions.example.json";
      CommandRun run = CommandRun.of("explain", "--exceptions", examples, sample.toString());

      assertThat(run.exitCode()).as(sample.toString()).isZero();
      assertThat(run.out())
          .as(sample.toString())
          .containsAnyOf("not matched: ", "silenced by exception ", "not silenced");
    }
  }
}
