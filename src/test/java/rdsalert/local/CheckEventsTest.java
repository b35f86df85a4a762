package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.local.SilenceEntries.everybodys;
import static rdsalert.local.SilenceEntries.file;
import static rdsalert.local.SilenceEntries.marys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rdsalert.testing.TestEvents;

/** What {@code check --events} says of exceptions. */
class CheckEventsTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void tellsWhichEventsEachWouldSilence() throws IOException {
    String file = file(folder, marys("marys", 40));

    CommandRun all =
        CommandRun.of("check", file, "--events", "events/rds-db-security-group-created");
    CommandRun one =
        CommandRun.of(
            "check", "--events", "events/rds-db-security-group-created/hit-china.json", file);

    assertThat(all.exitCode()).isZero();
    assertThat(all.lines())
        .containsSubsequence(
            "       would cover 1 of 12 hits",
            "         events/rds-db-security-group-created/hit-create-db-security-group.json",
            "  11 of 12 hits would still alert (15 events read)");
    assertThat(one.lines())
        .containsSubsequence(
            "       would cover none of 1 hit", "  1 of 1 hit would still alert (1 event read)");
  }

  @Test
  void namesEachOfSeveralAndTenOfManyEvents() throws IOException {
    String file = file(folder, everybodys("all").put("broad", true), marys("marys", 40));

    assertThat(
            CommandRun.of("check", file, "--events", "events/rds-db-security-group-created")
                .lines())
        .containsSubsequence(
            "       would cover 12 of 12 hits",
            "         and 2 more",
            "       would cover 1 of 12 hits",
            "  none of 12 hits would still alert (15 events read)");
  }

  @Test
  void saysThatThereIsNoEvent() throws IOException {
    String file = file(Files.createDirectory(folder.resolve("exceptions")), marys("marys", 40));
    Path none = Files.createDirectory(folder.resolve("none"));
    Path empty = Files.writeString(folder.resolve("records.json"), "{\"Records\": []}");

    CommandRun inFolder = CommandRun.of("check", file, "--events", none.toString());
    CommandRun inFile = CommandRun.of("check", file, "--events", empty.toString());

    assertThat(inFolder.exitCode()).isEqualTo(2);
    assertThat(inFolder.err()).isEqualTo("rdsalert: " + none + ": no event was found\n");
    assertThat(inFolder.out()).doesNotContain("hits");
    assertThat(inFile.exitCode()).isEqualTo(2);
    assertThat(inFile.err()).contains("records.json: no event was found");
  }

  @Test
  void saysThatNoEventIsAHit() throws IOException {
    String file = file(folder, marys("marys", 40));

    CommandRun run =
        CommandRun.of(
            "check",
            file,
            "--events",
            "events/rds-db-security-group-created/miss-another-call.json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines())
        .last()
        .isEqualTo("  no hit in 1 event: no rule matches, so there is nothing to silence");
  }

  @Test
  void goesOnAfterAFileThatCannotBeRead() throws IOException {
    String file = file(Files.createDirectory(folder.resolve("exceptions")), marys("marys", 40));
    Files.writeString(folder.resolve("a.json"), "{");
    Files.createDirectory(folder.resolve("b.json"));
    Files.writeString(folder.resolve("c.json"), "{\"detail\": 7}");
    Files.writeString(folder.resolve("d.json"), TestEvents.matching("one").json().toString());

    CommandRun run = CommandRun.of("check", file, "--events", folder.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("a.json: not JSON", "c.json: ").doesNotContain("b.json");
    assertThat(run.out()).contains("none of 1 hit would still alert (1 event read)");
    assertThat(CommandRun.of("check", file, "--events", "nowhere").err())
        .startsWith("rdsalert: nowhere (No such file or directory); check the path\n");
  }
}
