package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;
import rdsalert.delivery.Outcome;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.SilenceFile;
import rdsalert.silence.Silences;
import rdsalert.testing.DocumentedPart;

/** What the documents show of the local command, and list of it, is what it prints and takes. */
class DocumentedCommandTest {
  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

  private static final Path PAGE = Path.of("docs/command.md");
  private static final String EVENTS = "events/rds-db-security-group-created/";

  private static final String OTHERS =
      """
      ,
      {"id": "legacy-groups",
       "pattern": {"account": ["123456789012"], "detail": {"requestParameters":
         {"dBSecurityGroupName": [{"equals-ignore-case": "legacy-reporting"}]}}},
       "owner": "quality team, quality@example.com", "reason": "Tests make them.",
       "expires": "2027-02-28T00:00:00Z"},
      {"id": "marys-migration", "pattern": {"detail": {"userIdentity":
         {"arn": ["arn:aws:iam::123456789012:user/mary.major"]}}},
       "owner": "database team", "reason": "Mary moves the old groups.",
       "expires": "2026-12-31T00:00:00Z"},
      {"id": "old tool", "pattern": {"detail": {"userIdentity": {"principalId": ["AIDAOLDTOOLEXAMPLE"]}}},
       "reason": "An old tool.", "expires": "2027-02-28T00:00:00Z"}
      ]}
      """;

  @Test
  void showsWhatCheckPrints() throws IOException {
    String page = Files.readString(Path.of("docs/exceptions.md"));
    String file =
        DocumentedPart.block(page, "json\n{\"exceptions\": [").replaceFirst("]}\\s*$", "") + OTHERS;

    assertThat(check(file)).isEqualTo(DocumentedPart.block(page, "text\nexceptions: "));
  }

  @Test
  void listsEveryOptionOfRun() throws IOException {
    List<String> taken =
        new RunCommand()
            .spec().options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .toList();

    assertThat(words("## Options of `run`", "--[a-z-]+"))
        .containsExactlyInAnyOrderElementsOf(taken);
  }

  @Test
  void listsEveryDecision() throws IOException {
    Stream<String> outcomes =
        Arrays.stream(Outcome.class.getPermittedSubclasses())
            .map(type -> type.getSimpleName().toLowerCase(Locale.ROOT));

    assertThat(words("| decision | meaning |", "(?<=`)[a-z]+(?=`)"))
        .containsExactlyInAnyOrderElementsOf(Stream.concat(outcomes, Stream.of("failed")).toList());
  }

  @Test
  void listsEveryFieldOfALineOfJson() throws IOException {
    List<String> lines =
        CommandRun.of(
                "run",
                "--json",
                "--all",
                EVENTS + "hit-root.json",
                EVENTS + "miss-another-call.json")
            .lines();

    List<String> listed = words("| field | value |", "(?<=`)[A-Za-z]+(?=`)");
    for (String line : lines) {
      assertThat(names(line, "")).containsExactlyInAnyOrderElementsOf(listed);
    }
    assertThat(Files.readString(PAGE).lines().filter(row -> row.startsWith("| `window` |")))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains(
            names(lines.getFirst(), "/window").stream().map(name -> "`" + name + "`").toList());
  }

  @Test
  void listsEveryExitCode() throws IOException {
    Map<String, String> codes = Main.EXIT_CODES;

    assertThat(rows("| code | meaning |"))
        .containsExactlyElementsOf(
            codes.entrySet().stream()
                .map(code -> "| " + code.getKey() + " | " + code.getValue() + " |")
                .toList());
  }

  private static List<String> names(String json, String place) throws IOException {
    return JsonMapper.builder().build().readTree(json).at(place).properties().stream()
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What of this form stands in the first column of the first table from here on. */
  private static List<String> words(String from, String form) throws IOException {
    Pattern cell = Pattern.compile("^\\| (.*?[^\\\\]) \\|.*$");
    return rows(from)
        .map(line -> cell.matcher(line).replaceFirst("$1"))
        .flatMap(first -> Pattern.compile(form).matcher(first).results())
        .map(MatchResult::group)
        .toList();
  }

  private static Stream<String> rows(String from) throws IOException {
    String page = Files.readString(PAGE);
    String table = page.substring(page.indexOf("\n| --- | --- |\n", page.indexOf(from)) + 15);
    return table.lines().takeWhile(line -> line.startsWith("|"));
  }

  private static String check(String file) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    RuleCatalog rules = RuleCatalog.packaged();
    Silences exceptions =
        SilenceFile.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), rules);
    Complaints complaints = new Complaints(new PrintStream(PrintStream.nullOutputStream()));
    SilenceCheck check = new SilenceCheck(rules, exceptions, NOW, out, complaints);
    check.look("events/rds-db-security-group-created");
    check.print("exceptions.json");
    return printed.toString(StandardCharsets.UTF_8);
  }
}
