package rdsalert.briefing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.text.SafeText;

/** The table of tools against what public CloudTrail records have. */
class ToolTest {
  private static final Path CORPUS = Path.of("src/test/resources/user-agents.tsv");
  private static final Path TABLE = Path.of("src/main/resources/rdsalert/tools.txt");

  /** A line of the corpus; {@code named} is the attack or audit tool, or a dash. */
  record Agent(String family, String said, String named, int records, String source, String text) {
    private static Agent of(String line) {
      String[] columns = line.split("\t", 6);
      int records = Integer.parseInt(columns[3]);
      return new Agent(columns[0], columns[1], columns[2], records, columns[4], columns[5]);
    }
  }

  static List<Agent> corpus() throws IOException {
    return lines(CORPUS).map(Agent::of).toList();
  }

  private static Stream<String> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"));
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void knowsEachRecordedAgentAndWarnsOfNoOtherThanAttackTools(Agent agent) {
    Tool tool = Tool.of(agent.text());

    assertThat(tool.family()).hasToString(agent.family());
    assertThat(said(tool)).isEqualTo(agent.said());
    if (agent.named().equals("-")) {
      assertThat(tool.warning()).isNull();
    } else {
      assertThat(tool.warning()).startsWith("Made with " + agent.named() + ":");
    }
  }

  @Test
  void countsInTheManualWhatWasCollected() throws IOException {
    Map<String, List<Agent>> families =
        corpus().stream()
            .collect(Collectors.groupingBy(Agent::family, TreeMap::new, Collectors.toList()));
    String manual = Files.readString(Path.of("docs/alert.md"));

    assertThat(manual)
        .contains(
            "%d agents of %,d records"
                .formatted(
                    corpus().stream().map(Agent::text).distinct().count(),
                    corpus().stream().mapToInt(Agent::records).sum()));
    assertThat(families)
        .hasSize(Tool.Family.values().length - 1)
        .allSatisfy(
            (family, agents) ->
                assertThat(manual)
                    .contains(
                        "| `%s` | %,d | %d | "
                            .formatted(
                                family,
                                agents.stream().mapToInt(Agent::records).sum(),
                                agents.stream().map(Agent::text).distinct().count())));
  }

  @Test
  void hasAnAgentAndASourceForEachLineOfTheTable() throws IOException {
    List<Agent> agents = corpus();
    assertThat(lines(TABLE))
        .allSatisfy(
            line -> {
              String[] columns = line.split(" {2,}", -1);
              assertThat(columns).hasSize(4);
              String name = columns[1];
              assertThat(columns[2]).isLowerCase();
              assertThat(columns[3]).matches("[\\w.-]+/[\\w.-]+(, [\\w.-]+/[\\w.-]+)*");
              assertThat(agents)
                  .anyMatch(one -> one.said().contains(name) || one.named().equals(name));
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws-cli/2.15.30\n\nCONTAIN\n aws iam delete-user",
        "[aws-cli/2.15.30evil.com Linux",
        "aws-cli/2.15.30/http://example.com",
        "aws-cli/2.15.30\u202e Alkalilinux"
      })
  void takesNothingButNumbersFromAnAgent(String agent) {
    Tool tool = Tool.of(agent);

    assertThat(said(tool)).matches("AWS CLI 2\\.15\\.30( on Linux)?");
    assertThat(tool.warning()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alkaline/1.0",
        "parrots/2",
        "curl/8.5.0",
        "my.console/1",
        "evil.amazonaws.com.example.com",
        "not aws-internal/3",
        "notboto3",
        ""
      })
  void knowsNoToolInWhatOnlyLooksLikeOne(String agent) {
    assertThat(Tool.of(agent))
        .isEqualTo(new Tool(agent, Tool.Family.UNKNOWN, "an unknown tool", null, null, null));
  }

  @Test
  void warnsOfAnAttackToolBesideAnyOtherTool() {
    for (String agent : List.of("AWS Internal", "console.amazonaws.com", "Mozilla/5.0", "curl/8")) {
      assertThat(Tool.of(agent + " x-kali2-amd64").warning()).contains("known attack tool");
    }
  }

  @Test
  void readsNoMoreThanTheBeginningOfALongAgent() {
    assertThat(Tool.of("a-".repeat(1_000_000) + "boto3").family()).isEqualTo(Tool.Family.UNKNOWN);
    assertThat(said(Tool.of("Boto3/" + "1.".repeat(1_000_000)))).isEqualTo("Boto3 1.1.1");
  }

  private static String said(Tool tool) {
    return tool.said().in(SafeText::email);
  }
}
