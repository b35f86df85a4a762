package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.testing.Samples;
import rdsalert.testing.TestRules;

/** What a team is told before it switches rules on. */
class RuleSummaryTest {
  private static final String ID = TestRules.packaged().id();

  @TempDir private Path folder = Path.of("");

  private String log(String... daysAndCallers) throws IOException {
    List<String> events = new ArrayList<>();
    for (String dayAndCaller : daysAndCallers) {
      ObjectNode event = (ObjectNode) Samples.read(Samples.file("create-db-security-group")).json();
      ObjectNode detail = (ObjectNode) event.path("detail");
      String[] parts = dayAndCaller.split(" ", 2);
      detail.put("eventID", "00000000-0000-4000-8000-00000000000" + events.size());
      detail.put("eventTime", parts[0] + "T09:14:27Z");
      detail.put("recipientAccountId", parts[0].endsWith("11") ? "111122223333" : "123456789012");
      if (parts.length < 2) {
        detail.put("eventName", "DescribeDBInstances");
      } else {
        ((ObjectNode) detail.path("userIdentity")).put("arn", parts[1]);
      }
      events.add(event.toString());
    }
    return Files.write(folder.resolve("log.json"), events).toString();
  }

  @Test
  void countsAlertsADayAndNamesWhoMadeMost() throws IOException {
    String file =
        log(
            "2026-02-10 arn:aws:iam::123456789012:user/mary",
            "2026-02-10 arn:aws:iam::123456789012:user/mary",
            "2026-02-10 arn:aws:iam::123456789012:user/jo",
            "2026-02-11 arn:aws:iam::123456789012:user/a\u001b[31m",
            "2026-02-12 arn:aws:iam::123456789012:user/b",
            "2026-02-09",
            "2026-02-19",
            "soon");

    CommandRun run = CommandRun.of("run", "--cap", "none", "--summary", file);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            rule                                    alerts    days     a day  accounts  most by
            %s         5       3       0.5         2  123456789012:user/mary (2), \
            123456789012:user/a?[31m (1), 123456789012:user/b (1) and 1 more
            5 alerts, one for each event that matches: 0.5 a day, from 2026-02-09 to 2026-02-19
            8 events: 5 alerted, 3 ignored
            """
                .formatted(ID));
  }

  /** In a year of quiet days, or on the edge of what can be shown. */
  @ParameterizedTest
  @CsvSource({"2026-12-31, <0.1, 0.0027", "2026-01-21, <0.1, 0.0476", "2026-01-20, 0.1, 0.05"})
  void showsASeldomAlertAsMoreThanNone(String last, String aDay, String exactly)
      throws IOException {
    String file = log("2026-01-01 arn:aws:iam::123456789012:user/mary", last);

    assertThat(CommandRun.of("run", "--summary", file).out())
        .contains(aDay + "         1  123456789012:user/mary (1)")
        .contains("1 alert, one for each event that matches: " + aDay + " a day, from 2026-01-01");
    assertThat(CommandRun.of("run", "--json", "--summary", file).out())
        .startsWith("{\"alerts\":1,\"alertsADay\":" + exactly + ",");
  }

  @Test
  void namesTheRuleWithMostAlertsFirst() {
    String once = Samples.file("root").toString();
    String often = "events/db-snapshot-public";

    assertThat(
            CommandRun.of("run", "--pack", "database-exposure", "--summary", once, often).lines())
        .element(1)
        .asString()
        .startsWith("db-snapshot-public ");
  }

  @Test
  void leavesOutWhatAnExceptionSilencesAndWhatComesAgain() throws IOException {
    String file = log("2026-02-10 arn:aws:iam::123456789012:user/mary.major");
    String exceptions = SilenceEntries.file(folder, SilenceEntries.marys("marys", 40));

    assertThat(CommandRun.of("run", "--summary", "--exceptions", exceptions, file).out())
        .isEqualTo(
            "no alert: "
                + ID
                + "\n0 alerts, one for each event that matches: 0.0 a day, from 2026-02-10 to 2026-02-10\n");
    assertThat(CommandRun.of("run", "--summary", file, file).out())
        .contains("  1       1       1.0         1  ");
  }

  @Test
  void namesRulesAboutTheStackThatAlerted() throws IOException {
    String own = "events/stack-trail-stopped/hit-stopped.json";
    String exceptions =
        SilenceEntries.file(folder, SilenceEntries.everybodys("all").put("broad", true));

    assertThat(CommandRun.of("run", "--summary", "--exceptions", exceptions, own).out())
        .contains("stack-trail-stopped         1       1       1.0         1  ")
        .contains("no alert: " + ID + "\n1 alert, one for each event that matches");
    assertThat(CommandRun.of("run", "--json", "--summary", own).out())
        .contains("{\"id\":\"stack-trail-stopped\"", "{\"id\":\"" + ID)
        .doesNotContain("stack-part-changed");
  }

  @Test
  void isOneObjectForPrograms() throws IOException {
    String file =
        log(
            "2026-02-10 arn:aws:iam::123456789012:user/mary",
            "2026-02-11 arn:aws:iam::123456789012:user/jo",
            "2026-02-11 arn:aws:iam::123456789012:user/mary",
            "2026-02-14");

    CommandRun run = CommandRun.of("run", "--json", "--summary", file);
    String empty = CommandRun.withInput("[]", "run", "--json", "--summary", "-").out();

    assertThat(run.err()).isEqualTo("4 events: 3 alerted, 1 ignored\n");
    assertThat(run.out())
        .isEqualTo(
            """
            {"alerts":3,"alertsADay":0.6,"from":"2026-02-10","to":"2026-02-14","rules":[\
            {"id":"%s","name":"AWS RDS Security Group Creation","severity":"low",\
            "alerts":3,"alertsADay":0.6,"daysWithAlerts":2,\
            "callers":[{"caller":"123456789012:user/mary","alerts":2},\
            {"caller":"123456789012:user/jo","alerts":1}],\
            "accounts":[{"account":"111122223333","alerts":2},\
            {"account":"123456789012","alerts":1}]}]}
            """
                .formatted(ID));
    assertThat(empty).startsWith("{\"alerts\":0,\"alertsADay\":0.0,\"from\":null,\"to\":null,");
  }
}
