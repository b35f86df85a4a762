package rdsalert.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import rdsalert.briefing.Alert.Position;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.delivery.Outcome;
import rdsalert.delivery.Sweep.SweepReport;
import rdsalert.delivery.Sweep.SweepReport.Published;
import rdsalert.event.ManagementEvent;
import rdsalert.guard.Guard.Findings;
import rdsalert.silence.Silence;
import rdsalert.silence.Silences;
import rdsalert.testing.Proofs;
import rdsalert.testing.Template;
import rdsalert.testing.TestEvents;

/** Which numbers of a line CloudWatch is told to count, and what they mean. */
class RunLogTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Pattern OURS =
      Pattern.compile("RdsSecurityGroupAlert\\W+(\\w+)\\W+(FunctionName|StackName)");
  private static final Silence EXCEPTION =
      new Silence("id", null, MAPPER.createObjectNode(), "a", "b", Instant.MAX, null, false);
  private static final Findings CALM = new Findings(0, 0, 2, 0, false, List.of());
  private static final Findings UNHEARD = new Findings(1, 1, 0, 2, false, List.of("nobody"));

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final RunLog log = log();

  @Test
  void measuresFromTheCallToTheConfirmedPublishAndWhatOfItIsOurs() throws IOException {
    JsonNode line = decided(calledBefore(Duration.ofSeconds(90)), alerted(false));

    assertThat(published(line)).contains("CallToAlert", "CallToStart", "StartToAlert");
    assertThat(line.path("CallToAlert").asLong()).isBetween(90_000L, 100_000L);
    assertThat(line.path("StartToAlert").asLong()).isBetween(0L, 5_000L);
    assertThat(line.path("CallToStart").asLong() + line.path("StartToAlert").asLong())
        .isEqualTo(line.path("CallToAlert").asLong());
  }

  /** Run together, two reasons read as one that nobody has seen. */
  @Test
  void saysTheFirstReasonOfTwoWhyAPreparationFailed() throws IOException {
    log.prepared("no stage", "access denied", Duration.ofSeconds(1));

    assertThat(line().path("reason").asText()).isEqualTo("no stage");
  }

  @Test
  void measuresNoCopyAndNoReplay() throws IOException {
    ManagementEvent event = calledBefore(Duration.ofHours(1));

    assertThat(decided(event, alerted(true)).has("CallToAlert")).isFalse();
    assertThat(decided(TestEvents.replayed(event), alerted(false)).has("CallToAlert")).isFalse();
    assertThat(decided(event, new Outcome.Duplicate("id", Outcome.Earlier.SENT)).has("CallToAlert"))
        .isFalse();
  }

  @Test
  void measuresWithEachProofHowLongACallTakesToTheFunction() throws IOException {
    JsonNode line = decided(calledBefore(Duration.ofSeconds(90)), new Outcome.Proved(0));

    assertThat(published(line)).containsExactly("CallToStart", "Events", "Proved");
    assertThat(line.path("CallToStart").asLong()).isBetween(90_000L, 100_000L);
  }

  /** The alarm on proofs that are missing must not end by those of the days before. */
  @Test
  void countsNoReplayedProof() throws IOException {
    Instant twoDaysAgo = Instant.now().minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);
    JsonNode line = decided(TestEvents.replayed(Proofs.at(twoDaysAgo)), new Outcome.Proved(0));

    assertThat(published(line)).containsExactly("Events");
    assertThat(line.path("decision").asText()).as("the line still says so").isEqualTo("proved");
  }

  @Test
  void neverMeasuresLessThanNothingWhereAClockIsBehind() throws IOException {
    JsonNode line = decided(calledBefore(Duration.ofSeconds(-90)), alerted(false));

    assertThat(line.path("CallToStart").asLong()).isZero();
    assertThat(line.path("CallToAlert")).isEqualTo(line.path("StartToAlert"));
  }

  @Test
  void countsNothingThatDidNotHappen() throws IOException {
    decided(TestEvents.anyMatchingEvent(), new Outcome.Ignored("no rule looks for it"));
    JsonNode line = decided(TestEvents.anyMatchingEvent(), new Outcome.Ignored("likewise"));

    assertThat(published(line)).containsExactly("Events", "Ignored");
    assertThat(line.path("Alerted").asInt(-1)).as("the line still says so").isZero();
  }

  /** A line that is too long for the log would take all metrics of the sweep with it. */
  @Test
  void namesTheFirstOfManyFailuresAndCountsThemAll() throws IOException {
    List<String> failures = Collections.nCopies(2000, "alert#id: refused");
    SweepReport report =
        new SweepReport(2000, Duration.ZERO, new Published(0, 0, 0, 0), 0, failures, 2000, 0, true);

    log.start("request", Silences.none()).swept(report, Optional.empty());

    assertThat(line().path("failures")).hasSize(10);
    assertThat(line().path("Failed").asInt()).isEqualTo(2000);
  }

  @Test
  void publishesOfACalmSweepOnlyThatThereWasOne() throws IOException {
    swept(0, Optional.of(CALM));

    JsonNode line = swept(0, Optional.empty());
    assertThat(published(line)).containsExactly("OldestOverdue");
    assertThat(line.path("Overdue").isInt()).as("the line still says so").isTrue();
  }

  /** Beside them a look that could not find out must not be the only one of the hour. */
  @Test
  void publishesWhatEachLookFoundEvenIfAllIsWell() throws IOException {
    swept(0, Optional.of(CALM));

    JsonNode line = swept(0, Optional.of(CALM));
    assertThat(published(line))
        .containsExactlyInAnyOrder("OldestOverdue", "NobodyListens", "NobodyWatches", "LedgerOpen");
    assertThat(line.path("Subscribers").asInt()).as("the line still says so").isEqualTo(2);
  }

  /**
   * Without WatchEmail one of the two alarms is on for good; the other has to tell all the same.
   */
  @Test
  void countsApartWhoGetsAlertsAndWhoWatches() throws IOException {
    JsonNode line = swept(0, Optional.of(new Findings(0, 1, 2, 0, false, List.of("nobody"))));

    assertThat(line.path("NobodyListens").asInt()).isZero();
    assertThat(line.path("NobodyWatches").asInt()).isEqualTo(1);
  }

  @Test
  void countsForTheWholeStackWhatOneAlarmOfBothFunctionsLooksAt() throws IOException {
    RunLog.Run run = log.start("request", Silences.none());
    run.swept(report(0, 2), Optional.empty());
    JsonNode sweep = line();
    JsonNode unanswered =
        decided(
            TestEvents.anyMatchingEvent(),
            new Outcome.Waiting("id", Optional.empty(), Outcome.Reason.PERHAPS_SENT_NOW));

    assertThat(published(sweep, "StackName")).containsExactly("Undeliverable");
    assertThat(published(unanswered, "StackName")).containsExactly("PerhapsSent");
    assertThat(sweep.path("StackName").asText()).isEqualTo("stack");
    assertThat(sweep.path("FunctionName").asText()).isEqualTo("stack-AlertFunction");
  }

  @Test
  void publishesInACalmMonthWhatTheDocumentCounts() throws IOException {
    Set<String> looks = published(swept(0, Optional.of(CALM)));
    Set<String> sweeps = published(swept(0, Optional.empty()));
    looks.removeAll(sweeps);
    Set<String> proof = published(log().start("r", Silences.none()), new Outcome.Proved(0));

    assertThat(sweeps).isEqualTo(counted("metrics that each sweep publishes"));
    assertThat(looks).isEqualTo(counted("metrics that each look publishes"));
    assertThat(proof).isEqualTo(counted("metrics of the daily proof"));
  }

  /** The metrics that a line of the table in {@code docs/cost.md} names, as many as it says. */
  private static Set<String> counted(String row) throws IOException {
    Pattern line = Pattern.compile("(?m)^\\| " + row + "[^:]*: ([^|]+) \\| (\\d+) \\|");
    Matcher found = line.matcher(Files.readString(Path.of("docs/cost.md")));
    assertThat(found.find()).as(row).isTrue();
    Set<String> names = new TreeSet<>(List.of(found.group(1).replace("`", "").split(", ")));
    assertThat(names).hasSize(Integer.parseInt(found.group(2)));
    return names;
  }

  @Test
  void publishesAllThatAlarmsAndTheDashboardLookAt() throws IOException {
    Set<String> lookedAt = new TreeSet<>();
    for (String alarm : Template.resources("AWS::CloudWatch::Alarm")) {
      JsonNode properties = Template.properties(alarm);
      if (properties.path("Namespace").asText().equals("RdsSecurityGroupAlert")) {
        String by = properties.at("/Dimensions/0/Name").asText();
        lookedAt.add(by + " " + properties.path("MetricName").asText());
      }
    }
    Matcher onDashboard = OURS.matcher(Template.properties("Dashboard").toString());
    while (onDashboard.find()) {
      lookedAt.add(onDashboard.group(2) + " " + onDashboard.group(1));
    }

    assertThat(lookedAt).hasSizeGreaterThan(20);
    assertThat(everything()).containsAll(lookedAt);
  }

  /** What there is to publish where everything happens at once. */
  private Set<String> everything() throws IOException {
    ManagementEvent event = TestEvents.anyMatchingEvent();
    Position place = ((Outcome.Alerted) alerted(false)).place();
    List<Outcome> outcomes =
        List.of(
            alerted(false),
            new Outcome.Held("id", place, 0),
            new Outcome.Waiting("id", Optional.empty(), Outcome.Reason.PERHAPS_SENT_NOW),
            new Outcome.Excepted("id", EXCEPTION),
            new Outcome.Duplicate("id", Outcome.Earlier.SENT),
            new Outcome.Ignored("no rule looks for it"),
            new Outcome.Proved(0));
    Set<String> names = new TreeSet<>();
    for (Outcome outcome : outcomes) {
      names.addAll(byDimension(decided(event, outcome)));
    }
    RunLog.Run run = log.start("request", Silences.unreadable("the file is not JSON"));
    run.failed(
        event, PublishFailedException.refused("NotFound", false, new IllegalStateException()));
    names.addAll(byDimension(line()));
    Published sent = new Published(1, 1, 1, 1);
    run.swept(
        new SweepReport(1, Duration.ofSeconds(1), sent, 1, List.of("a failure"), 1, 1, true),
        Optional.of(UNHEARD));
    names.addAll(byDimension(line()));
    return names;
  }

  private static Set<String> byDimension(JsonNode line) {
    Set<String> names = new TreeSet<>();
    for (String dimension : List.of("FunctionName", "StackName")) {
      published(line, dimension).forEach(name -> names.add(dimension + " " + name));
    }
    return names;
  }

  private RunLog log() {
    return new RunLog(
        "stack-AlertFunction", "stack", new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  private JsonNode decided(ManagementEvent event, Outcome outcome) throws IOException {
    log.start("request", Silences.none()).decided(event, outcome);
    return line();
  }

  private JsonNode swept(int untold, Optional<Findings> findings) throws IOException {
    log.start("request", Silences.none()).swept(report(untold, 0), findings);
    return line();
  }

  private static SweepReport report(int untold, int undeliverable) {
    return new SweepReport(
        0, Duration.ZERO, new Published(0, 0, 0, 0), 0, List.of(), undeliverable, untold, true);
  }

  private static Outcome alerted(boolean copy) {
    Instant start = Instant.parse("2026-11-26T10:00:00Z");
    Position place = new Position(start, start.plusSeconds(600), OptionalInt.of(1), 100);
    return new Outcome.Alerted("id", place, "message-1", false, copy);
  }

  private static ManagementEvent calledBefore(Duration age) {
    return TestEvents.at(Instant.now().minus(age));
  }

  private JsonNode line() throws IOException {
    return MAPPER.readTree(written.toString(StandardCharsets.UTF_8).lines().toList().getLast());
  }

  private Set<String> published(RunLog.Run run, Outcome outcome) throws IOException {
    run.decided(TestEvents.anyMatchingEvent(), outcome);
    return published(line());
  }

  private static Set<String> published(JsonNode line) {
    Set<String> names = published(line, "FunctionName");
    names.addAll(published(line, "StackName"));
    return names;
  }

  private static Set<String> published(JsonNode line, String dimension) {
    Set<String> names = new TreeSet<>();
    for (JsonNode directive : line.at("/_aws/CloudWatchMetrics")) {
      if (directive.at("/Dimensions/0/0").asText().equals(dimension)) {
        directive.path("Metrics").forEach(metric -> names.add(metric.path("Name").asText()));
      }
    }
    return names;
  }
}
