package rdsalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rdsalert.testing.Template;

/** Whether {@code docs/cost.md} counts what the template makes, and adds up. */
class CostTest {
  private static final int CALM_MINUTES = 30 * 24 * 60;
  private static final String COST = read();
  private static final List<Row> ROWS = rows("## A month in which nothing happens");

  /** A line of the table; the dashboard stands below the sum. */
  private record Row(String what, int number, double each, double month) {
    static Row of(MatchResult cells) {
      return new Row(
          cells.group(1),
          Integer.parseInt(cells.group(2).replace(",", "")),
          Double.parseDouble(cells.group(3)),
          Double.parseDouble(cells.group(4)));
    }
  }

  @Test
  void countsWhatTheTemplateMakes() {
    List<String> alarms = Template.resources("AWS::CloudWatch::Alarm");

    assertThat(number("keys")).isEqualTo(Template.resources("AWS::KMS::Key").size());
    assertThat(number("alarms")).isEqualTo(alarms.size());
    assertThat(number("the dashboard"))
        .isEqualTo(Template.resources("AWS::CloudWatch::Dashboard").size());
    assertThat(Template.resources("AWS::CloudWatch::CompositeAlarm")).isEmpty();
    assertThat(alarms)
        .allSatisfy(
            alarm ->
                assertThat(Template.properties(alarm).has("Metrics"))
                    .as(alarm + " looks at one metric, so it costs as much as one")
                    .isFalse());
  }

  @Test
  void countsTheSweepsAndTheProofs() {
    JsonNode sweep = Template.properties("SweepFunction").at("/Events/EveryFiveMinutes/Properties");
    JsonNode proof = Template.properties("ProofSchedule");
    assertThat(sweep.path("ScheduleExpression").asText()).isEqualTo("rate(5 minutes)");
    assertThat(proof.path("ScheduleExpression").asText()).isEqualTo("rate(1 day)");

    int sweeps = CALM_MINUTES / 5;
    assertThat(ROWS)
        .filteredOn(row -> row.what().startsWith("sweeps: "))
        .hasSize(3)
        .allSatisfy(row -> assertThat(row.number()).isEqualTo(sweeps));
    assertThat(number("starts by the schedules")).isEqualTo(sweeps + 30);
  }

  @Test
  void addsUp() {
    assertThat(ROWS)
        .allSatisfy(
            row -> assertThat(row.number() * row.each()).isCloseTo(row.month(), within(0.0051)));
    double sum =
        ROWS.stream()
            .filter(row -> !row.what().startsWith("the dashboard"))
            .mapToDouble(Row::month)
            .sum();
    assertThat(COST).contains(String.format(Locale.ROOT, "**together** | | | **%.2f**", sum));
  }

  private static int number(String what) {
    return ROWS.stream()
        .filter(row -> row.what().startsWith(what))
        .findFirst()
        .orElseThrow()
        .number();
  }

  private static List<Row> rows(String heading) {
    int start = COST.indexOf(heading);
    assertThat(start).isPositive();
    String section = COST.substring(start, COST.indexOf("\n### ", start));
    Pattern cells =
        Pattern.compile("(?m)^\\| ([^|]+) \\| ([0-9,]+) \\| ([0-9.]+) \\| ([0-9.]+) \\|$");
    Stream<MatchResult> found = cells.matcher(section).results();
    return found.map(Row::of).toList();
  }

  private static String read() {
    try {
      return Files.readString(Path.of("docs/cost.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
