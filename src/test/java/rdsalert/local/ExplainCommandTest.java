package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.event.Events;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences;
import rdsalert.testing.Samples;
import rdsalert.testing.TestEvents;
import rdsalert.testing.TestRules;

class ExplainCommandTest {
  private static final RuleCatalog RULES = RuleCatalog.packaged();
  private static final String PLAIN =
      "events/rds-db-security-group-created/hit-create-db-security-group.json";

  private static final JsonNode TAGS =
      Events.json(
          "[{\"key\":\"team\",\"value\":\"platform\"},"
              + "{\"key\":\"environment\",\"value\":\"prod\"}]");

  @TempDir private Path folder = Path.of("");

  @Test
  void runsAndExplainsWithTheExceptionsOfAFile() throws IOException {
    String file = SilenceEntries.file(folder, SilenceEntries.marys("marys", 40));

    CommandRun run = CommandRun.of("run", "--json", "--exceptions", file, PLAIN);
    CommandRun explained = CommandRun.of("explain", "--exceptions", file, PLAIN);
    CommandRun closest =
        CommandRun.of(
            "explain",
            "--exceptions",
            file,
            "events/rds-db-security-group-created/hit-govcloud.json");

    assertThat(run.out()).contains("\"decision\":\"excepted\"", "exception marys");
    assertThat(explained.out()).contains("  covered by exception marys until ");
    assertThat(closest.out())
        .contains("not covered; the exception that comes closest: marys")
        .contains("refuses detail.awsRegion");
    assertThat(CommandRun.of("run", "--exceptions", "nowhere.json", PLAIN).exitCode()).isEqualTo(2);
  }

  @Test
  void explainsOnlyTheRulesThatLookForTheCallAndCountsTheOthers() {
    String explained = CommandRun.of("explain", "--pack", "database-exposure", PLAIN).out();

    assertThat(explained.lines().filter(line -> line.startsWith("  matched: "))).hasSize(1);
    assertThat(explained).containsPattern("  not matched: \\d\\d rules not looking for Create");
  }

  @Test
  void explainsEverySampleWithTheExamples() throws IOException {
    for (Path sample : Samples.files().toList()) {
      String examples = "docs/exceptions.example.json";
      CommandRun run = CommandRun.of("explain", "--exceptions", examples, sample.toString());

      assertThat(run.exitCode()).as(sample.toString()).isZero();
      assertThat(run.out())
          .as(sample.toString())
          .containsAnyOf("not matched: ", "covered by exception ", "not covered");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"requestParameters":{"tags":{"value":["test"]}}} \
          | refuses detail.requestParameters.tags.value found ["platform","prod"], wanted ["test"]
          {"requestParameters":{"tags":{"key":["team"],"value":["prod"]}}} \
          | refuses the match found on different elements of a list, wanted on one
          {"$or":[{"eventName":["X"]},{"requestParameters":{"tags":{"key":["x"]}}}]} \
          | refuses detail.$or found \
          {"eventName":"CreateDBSecurityGroup","requestParameters.tags.key":["team","environment"]}, wanted
          {"requestParameters":{"$or":[{"tags":{"value":["x"]}},{"none":["y"]}]}} \
          | refuses detail.requestParameters.$or found {"tags.value":["platform","prod"]}, wanted
          """)
  void tellsTheTruthBelowListsAndInBranches(String detail, String line) throws IOException {
    ManagementEvent event = TestEvents.matching("tagged");
    ((ObjectNode) event.json().at("/detail/requestParameters")).set("tags", TAGS);
    DetectionRule rule =
        TestRules.lookingFor("made-up", Events.json("{\"detail\":" + detail + "}"));
    String file =
        SilenceEntries.file(folder, SilenceEntries.entry("tags", 40, detail).put("broad", true));

    assertThat(unaligned(explained(rule, Silences.none(), event)))
        .contains("  not matched: ", "    " + line);
    assertThat(unaligned(explained(TestRules.packaged(), SilencesOption.read(file, RULES), event)))
        .containsSubsequence("comes closest: tags\n", "    " + line);
  }

  @Test
  void saysThatAnExceptionCoversOnlySomeOfTheValuesOfAList() throws IOException {
    ManagementEvent event = TestEvents.matching("listed");
    ((ObjectNode) event.json().at("/detail/requestParameters"))
        .set("valuesToAdd", Events.json("[\"friend\",\"stranger\"]"));
    String friend = "{\"requestParameters\": {\"valuesToAdd\": [\"friend\"]}}";
    String file =
        SilenceEntries.file(folder, SilenceEntries.entry("friends", 40, friend).put("broad", true));

    assertThat(explained(TestRules.packaged(), SilencesOption.read(file, RULES), event))
        .contains(
            "  not covered: exception friends covers only some of the values that the call lists");
  }

  @Test
  void saysThatNoExceptionCoversARuleAboutTheStack() throws IOException {
    String file = SilenceEntries.file(folder, SilenceEntries.everybodys("all").put("broad", true));
    String own = "events/stack-trail-stopped/hit-stopped.json";

    assertThat(CommandRun.of("run", "--json", "--exceptions", file, own).out())
        .contains("\"decision\":\"alerted\"");
    assertThat(CommandRun.of("explain", "--exceptions", file, own).out())
        .contains("  not covered: no exception covers a rule about the stack itself")
        .doesNotContain("covered by");
  }

  @Test
  void alignsClausesHoweverLongTheirNames() throws IOException {
    String arn =
        "{\"userIdentity\": {\"arn\": [\"x\"], \"sessionContext\": {\"sessionIssuer\":"
            + " {\"arn\": [\"y\"]}}}}";
    String file =
        SilenceEntries.file(folder, SilenceEntries.entry("one", 40, arn).put("broad", true));

    assertThat(CommandRun.of("explain", "--exceptions", file, PLAIN).lines())
        .filteredOn(line -> line.contains("refuses"))
        .hasSize(2)
        .extracting(line -> line.indexOf("found "))
        .containsOnly("    refuses detail.userIdentity.sessionContext.sessionIssuer.arn ".length());
  }

  private static String explained(DetectionRule rule, Silences exceptions, ManagementEvent event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    new ExplainCommand.Explainer(RuleCatalog.of(List.of(rule)), exceptions, printed)
        .event("file", event);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String unaligned(String explained) {
    return explained.replaceAll("(?<=\\S) {2,}", " ");
  }
}
