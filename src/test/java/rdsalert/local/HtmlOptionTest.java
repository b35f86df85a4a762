package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rdsalert.testing.Samples;
import rdsalert.testing.TestEvents;

/** {@code run --html}: a page instead of alerts. */
class HtmlOptionTest {
  private static final String PUBLIC = "events/db-snapshot-public/hit-all-and-account.json";
  private static final String ROOT = "events/rds-db-security-group-created/hit-root.json";
  private static final String OPENED = Samples.firstHit("legacy-db-group-ingress").toString();

  @TempDir private Path folder = Path.of("");

  private Document page() throws IOException {
    return Jsoup.parse(Files.readString(folder.resolve("page.html")));
  }

  private CommandRun run(String... options) {
    Stream<String> command = Stream.of("run", "--pack", "database-exposure", "--html");
    Stream<String> file = Stream.of(folder.resolve("page.html").toString());
    return CommandRun.of(
        Stream.of(command, file, Stream.of(options)).flatMap(each -> each).toArray(String[]::new));
  }

  @Test
  void writesAPageAndPrintsNoAlert() throws IOException {
    CommandRun run = run(PUBLIC, ROOT, PUBLIC);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("3 events: 2 alerted, 1 duplicate\n");
    assertThat(page().title()).isEqualTo("Hunt: 2 alerts");
    assertThat(page().select("details pre").text())
        .contains("Role DatabaseAdmin made database snapshot orders-2026-11-23 public; critical");
    assertThat(page().select("section.chart bdi").eachText())
        .contains("Database snapshot made public", "123456789012:role/DatabaseAdmin");
    assertThat(page().text()).contains("1 Critical 1 Low", " UTC. 2 callers, 1 account, ");
    assertThat(page().select("h3 + p").eachText()).containsOnly("1 alert, 1 caller, 1 account");
    assertThat(page().select("details[open]")).as("as they are few").hasSize(2);
    assertThat(page().select("td[class^=heat]").eachAttr("class"))
        .as("by rule and by caller")
        .containsExactly("heat1", "heat1", "heat1", "heat1");
  }

  @Test
  void isHotterWhereThereAreMoreAndShowsTheFirstForty() throws IOException {
    StringBuilder log = new StringBuilder();
    List<Integer> hits = new ArrayList<>(List.of(20, 19, 5, 4, 2));
    hits.addAll(Collections.nCopies(36, 1));
    for (int caller = 0; caller < hits.size(); caller++) {
      for (int hit = 0; hit < hits.get(caller); hit++) {
        ObjectNode record = (ObjectNode) TestEvents.matching(caller + "-" + hit).detail();
        String arn = "arn:aws:iam::123456789012:user/caller-" + caller;
        ((ObjectNode) record.path("userIdentity")).put("arn", arn);
        log.append(record);
      }
    }

    run(Files.writeString(folder.resolve("log.json"), log).toString());

    Element callers = page().select("section.chart").get(1);
    assertThat(callers.select("tbody tr")).hasSize(40);
    assertThat(callers.select("td[class^=heat]").eachAttr("class"))
        .startsWith("heat4", "heat3", "heat3", "heat2", "heat2", "heat1");
    assertThat(callers.select("p").text()).isEqualTo("The first 40 of 41.");
  }

  @Test
  void goesWithSummaryAndWithLinesForPrograms() throws IOException {
    assertThat(run("--json", PUBLIC).out()).startsWith("{\"eventId\":").hasLineCount(1);
    assertThat(page().select("details")).hasSize(1);
    assertThat(run("--summary", PUBLIC).out()).contains("db-snapshot-public");
    assertThat(page().select("details")).hasSize(1);
  }

  @Test
  void hasNoCapUnlessOneIsGiven() throws IOException {
    run(PUBLIC, ROOT, OPENED);
    int all = page().select("details").size();

    assertThat(run("--cap", "2", PUBLIC, ROOT, OPENED).out()).contains(" held");
    assertThat(all).isGreaterThan(2);
    assertThat(page().select("details")).hasSize(2);
  }

  @Test
  void takesThePlaceOfAPageButOfNoLog() throws IOException {
    Path log = Files.copy(Path.of(PUBLIC), folder.resolve("log.json"));
    run(PUBLIC);

    assertThat(run(PUBLIC, ROOT).exitCode()).isZero();
    assertThat(page().select("details")).hasSize(2);
    CommandRun slip = CommandRun.of("run", "--html", log.toString(), ROOT);
    assertThat(slip.exitCode()).isEqualTo(2);
    assertThat(slip.err()).startsWith("rdsalert: --html: the name has to end with .html");
    assertThat(log).hasSameTextualContentAs(Path.of(PUBLIC));
  }

  @Test
  void isNoLogOfTheFolderItLiesIn() throws IOException {
    Files.copy(Path.of(PUBLIC), folder.resolve("log.json"));

    assertThat(run(folder.toString()).err()).isEmpty();
    assertThat(run(folder.toString()).exitCode()).isZero();
    assertThat(page().select("details")).hasSize(1);
  }

  /** Killed by a signal, or as here by a slip. */
  @Test
  void leavesThePageAsItWasIfTheRunDoesNotGetToItsEnd() throws IOException {
    run(PUBLIC);
    String before = Files.readString(folder.resolve("page.html"));

    assertThat(run("--rules-off", "no-such-rule", ROOT).exitCode()).isEqualTo(2);

    assertThat(folder.resolve("page.html")).hasContent(before);
  }

  /** As on a full disk: what has another name is the same file only if it was not written anew. */
  @Test
  void writesAllOfItBesideAnOlderPageBeforeThatIsGone() throws IOException {
    run(PUBLIC);
    Path older = Files.createLink(folder.resolve("older"), folder.resolve("page.html"));
    String before = Files.readString(older);

    run(PUBLIC, ROOT);

    assertThat(page().select("details")).hasSize(2);
    assertThat(older).hasContent(before);
    assertThat(folder.resolve(".page.html")).doesNotExist();
  }

  @Test
  void saysBeforehandThatThePageIsAFolder() throws IOException {
    Path page = Files.createDirectory(folder.resolve("page.html"));

    assertThat(run("no-such-file.json").err())
        .startsWith("rdsalert: --html: " + page + " is a folder; name a file\n");
    assertThat(page).isEmptyDirectory();
  }

  @Test
  void saysBeforehandThatThePageCannotBeWritten() {
    String missing = folder.resolve("no/such/page.html").toString();

    CommandRun run = CommandRun.of("run", "--html", missing, "no-such-file.json");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "rdsalert: --html: %s: %s (No such file or directory); check the path\n"
                .formatted(missing, missing.replace("page", ".page")));
  }

  @Test
  void makesNoPageForOptionsThatAreRefused() {
    Path page = folder.resolve("page.html");

    CommandRun run =
        CommandRun.of("run", "--html", page.toString(), "--rules-off", "none-such", "x");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(page).doesNotExist();
  }
}
