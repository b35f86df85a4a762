package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.local.SilenceEntries.content;
import static rdsalert.local.SilenceEntries.marys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilencesOptionTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void readsAFileThatCanBeReadOnlyOnce() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    String content = content(marys("good", 40));
    Thread.ofVirtual().start(() -> write(pipe, content));

    CommandRun run = CommandRun.of("check", pipe.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("on   good");
  }

  @Test
  void readsStandardInput() throws IOException {
    String content = content(marys("good", 40));
    String plain = "events/rds-db-security-group-created/hit-create-db-security-group.json";

    assertThat(CommandRun.withInput(content, "check", "-").out())
        .contains("exceptions: standard input, 1 on, 0 off");
    assertThat(CommandRun.withInput(content, "explain", "--exceptions", "-", plain).out())
        .contains("covered by exception good");
  }

  @Test
  void saysOfEachKindOfFileWhyItCannotBeUsed() throws IOException {
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    Path empty = Files.createFile(folder.resolve("empty.json"));

    for (String command : List.of("check", "explain", "run")) {
      assertThat(err(command, folder)).as(command).contains(folder + " (Is a directory); ");
      assertThat(err(command, loop)).contains(loop + " (Too many levels of symbolic links");
      assertThat(err(command, empty)).contains("the file has no list named exceptions; ");
      assertThat(err(command, folder.resolve("nowhere")))
          .contains("nowhere (No such file or directory); ");
    }
  }

  private static String err(String command, Path file) {
    String plain = "events/rds-db-security-group-created/hit-create-db-security-group.json";
    CommandRun run =
        switch (command) {
          case "check" -> CommandRun.of("check", file.toString());
          default -> CommandRun.of(command, "--exceptions", file.toString(), plain);
        };
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    return run.err();
  }

  private static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void refusesAFileThatCannotBeMeant() throws IOException {
    Path file = Files.write(folder.resolve("dump"), new byte[(256 << 10) + 1]);

    assertThat(err("check", file)).contains("dump: the file is longer than 256 KB; ");
  }

  @Test
  void takesAFileThatBeginsWithAByteOrderMark() throws IOException {
    Path file = folder.resolve("exceptions.json");
    Files.writeString(file, "\uFEFF" + content(marys("good", 40)));

    assertThat(CommandRun.of("check", file.toString()).exitCode()).isZero();
  }

  @Test
  void takesAFileInUtf16() throws IOException {
    Path file = folder.resolve("exceptions.json");
    Files.writeString(file, content(marys("good", 40)), StandardCharsets.UTF_16LE);

    assertThat(CommandRun.of("check", file.toString()).exitCode()).isZero();
  }

  @Test
  void saysWhatIsWrongWithAFileThatCannotBeRead() throws IOException {
    Path file = Files.writeString(folder.resolve("exceptions.json"), "{\"exceptions\": ");

    CommandRun run = CommandRun.of("check", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("exceptions.json: the file is not JSON, line 1");
    assertThat(CommandRun.of("check", "nowhere.json").err())
        .contains("nowhere.json (No such file or directory)");
  }

  @Test
  void printsOneCleanLineForEachThingItSaysHoweverAFileIsWritten() throws IOException {
    String evil = "a\\u001b[31m\\u202e\\u009b\\r\\n" + "long ".repeat(40);
    ObjectNode on = marys("on", 40).put("owner", "o");
    String hostile =
        content(
                on,
                marys("x", 40).toString().replace("platform team", evil),
                "{\"id\": \"" + evil + "\", \"" + evil + "\": 1}",
                "7",
                "null",
                "[]")
            .replace(",", ",\r\n")
            .replace("known and wanted", evil);
    Path file = Files.writeString(folder.resolve("exceptions.json"), hostile);

    for (CommandRun run :
        List.of(
            CommandRun.of(
                "check", file.toString(), "--events", "events/rds-db-security-group-created"),
            CommandRun.of(
                "explain",
                "--exceptions",
                file.toString(),
                "events/rds-db-security-group-created/hit-hostile-names.json"),
            CommandRun.of(
                "run",
                "--exceptions",
                file.toString(),
                "events/rds-db-security-group-created/hit-root.json"))) {
      assertThat(run.out() + run.err()).matches("[\\P{C}\\n]*");
      assertThat(run.out().lines().toList()).allMatch(line -> line.length() < 700);
    }
  }
}
