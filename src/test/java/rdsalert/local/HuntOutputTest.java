package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.local.CommandRun.with;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.testing.TestEvents;

/** What a hunt prints, and what it does where that cannot be written. */
class HuntOutputTest {
  private static final String OTHER = TestEvents.anyOtherEvent().detail().toString();

  @TempDir private Path folder = Path.of("");

  @Test
  void printsNothingButJsonIfAlertsAreToBeJson() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("log.json"),
            OTHER + TestEvents.matching("a").detail() + TestEvents.matching("b").detail());

    CommandRun run =
        CommandRun.of("run", "--format", "json", "--cap", "1", "--sweep", file.toString());

    assertThat(run.out().lines().filter(line -> !line.isEmpty())).allMatch(l -> l.startsWith("{"));
    assertThat(run.err())
        .contains("ignored: ", "held: ", "sweep: ", "3 events: 1 alerted, 1 held, 1 ignored");
    assertThat(CommandRun.of("run", "--json", "--format", "chat", file.toString()).err())
        .contains("--json and --summary print no alerts, so they go without --format");
  }

  private static OutputStream closed() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException("Broken pipe");
      }
    };
  }

  /** Nor is there a query, a summary or a list of faults where a disk was full. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --summary --cap none FILE",
        "check",
        "sql --engine duckdb --files logs/*.gz",
        "--help"
      })
  void saysSoWhereItsOutputIsNotAllThere(String words) throws IOException {
    Path file = Files.writeString(folder.resolve("log.json"), "{\"Records\":[]}");

    CommandRun run = CommandRun.into(closed(), words.replace("FILE", file.toString()).split(" "));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("rdsalert: the output is closed, or its disk is full: some is missing\n");
  }

  /** As {@code head} does once it has its lines. */
  @ParameterizedTest
  @ValueSource(strings = {"--format=email", "--json", "--all --json"})
  void endsWhenNobodyReadsItsOutputAnyMore(String options) throws IOException {
    String log =
        IntStream.range(0, 2_000)
            .mapToObj(n -> TestEvents.matching("event-" + n).detail().toString())
            .collect(Collectors.joining("\n"));
    Path file = Files.writeString(folder.resolve("log.json"), log);
    CommandRun run =
        CommandRun.into(closed(), with(("run --cap none " + options).split(" "), file.toString()));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines().filter(line -> line.endsWith("nothing more is read"))).hasSize(1);
    assertThat(run.err().lines()).hasSizeLessThan(5);
  }
}
