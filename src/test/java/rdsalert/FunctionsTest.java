package rdsalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rdsalert.delivery.DeliveryException.PublishFailedException;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.MalformedEventException;
import rdsalert.log.RunLog;
import rdsalert.render.Message;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Exceptions;
import rdsalert.silence.SilenceSource;
import rdsalert.silence.Silences;
import rdsalert.silence.StoredSilences;
import rdsalert.testing.FakeLedger;
import rdsalert.testing.RecordingPublisher;
import rdsalert.testing.SettableClock;
import rdsalert.testing.TestContext;
import rdsalert.testing.TestEvents;

/** The two Lambda entry points: what they answer, what they log, how they fail. */
class FunctionsTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final SettableClock clock = SettableClock.atWindowStart();
  private final RecordingPublisher publisher = new RecordingPublisher();
  private final Wiring wiring = wiring(Silences.none());
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final RunLog alertLog = new RunLog("stack-AlertFunction", "stack", stream(log));
  private final RunLog sweepLog = new RunLog("stack-SweepFunction", "stack", stream(log));

  @Test
  void answersAndLogsTheDecision() throws IOException {
    JsonNode answer = MAPPER.readTree(alert(TestEvents.matching("e1").json().toString()));

    assertThat(answer.path("decision").asText()).isEqualTo("alerted");
    assertThat(answer.at("/window/cap").asInt()).isEqualTo(2);
    JsonNode line = loggedLine();
    assertThat(line.path("eventId").asText()).isEqualTo("e1");
    assertThat(line.path("decision").asText()).isEqualTo("alerted");
    assertThat(line.path("alertId")).isEqualTo(answer.path("alertId"));
    assertThat(line.path("late").asBoolean()).isTrue();
    assertThat(line.path("requestId").asText()).isEqualTo("request-1");
    assertThat(line.path("milliseconds").isIntegralNumber()).isTrue();
  }

  @Test
  void namesInItsMetricsOnlyWhatTheLineHolds() throws IOException {
    alert(TestEvents.matching("e1").json().toString());

    JsonNode line = loggedLine();
    JsonNode directive = line.at("/_aws/CloudWatchMetrics/0");
    assertThat(line.at("/_aws/Timestamp").isIntegralNumber()).isTrue();
    assertThat(directive.path("Namespace").asText()).isEqualTo("RdsSecurityGroupAlert");
    assertThat(directive.at("/Dimensions/0/0").asText()).isEqualTo("FunctionName");
    assertThat(line.path("FunctionName").asText()).isEqualTo("stack-AlertFunction");
    assertThat(directive.path("Metrics")).isNotEmpty();
    for (JsonNode metric : directive.path("Metrics")) {
      assertThat(line.path(metric.path("Name").asText()).isNumber()).as(metric.toString()).isTrue();
    }
  }

  @Test
  void logsAndCountsWhatAnExceptionSilencedAndWhichAreOff() throws IOException {
    Silences exceptions =
        Exceptions.of(
            Exceptions.covering(
                "marys",
                "{\"userIdentity\": {\"arn\": [\"arn:aws:iam::123456789012:user/mary.major\"]}}"),
            "{\"id\": \"empty\", \"pattern\": {}, \"owner\": \"a\", \"reason\": \"b\"}");
    clock.set(Exceptions.NOW);

    alert(wiring(exceptions), TestEvents.matching("e1").json().toString());

    JsonNode line = loggedLine();
    assertThat(line.path("decision").asText()).isEqualTo("excepted");
    assertThat(line.path("exception").asText()).isEqualTo("marys");
    assertThat(line.path("reason").asText()).isEqualTo("exception marys: known and wanted");
    assertThat(line.path("Excepted").asInt()).isEqualTo(1);
    assertThat(line.path("Alerted").asInt()).isZero();
    assertThat(line.path("ExceptionsOff").asInt()).isEqualTo(line.path("exceptionsOff").size());
    assertThat(line.path("exceptionsOff").toString()).contains("empty is off: expires is missing");
    assertThat(publisher.published()).isEmpty();
  }

  @Test
  void keepsHostileTextInsideOneLine() throws IOException {
    ObjectNode event = (ObjectNode) TestEvents.anyOtherEvent().json().deepCopy();
    ((ObjectNode) event.path("detail")).put("eventName", "X\n{\"decision\":\"alerted\"}\r\u2028");

    alert(event.toString());

    assertThat(log.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    assertThat(loggedLine().path("decision").asText()).isEqualTo("ignored");
  }

  @Test
  void failsOnAMalformedEventAndSaysWhy() throws IOException {
    String message = "field 'detail.eventTime' is missing or empty (eventID e9, envelope id i9)";

    assertThatThrownBy(() -> alert("{\"id\":\"i9\",\"detail\":{\"eventID\":\"e9\"}}"))
        .isInstanceOf(MalformedEventException.class)
        .hasMessage(message);
    JsonNode line = loggedLine();
    assertThat(line.path("decision").asText()).isEqualTo("failed");
    assertThat(line.path("reason").asText()).isEqualTo(message);
    assertThat(line.path("Failed").asInt()).isEqualTo(1);
  }

  @Test
  void saysSoIfABatchComes() {
    assertThatThrownBy(() -> alert("[{},{}]"))
        .hasMessageContaining("a batch of events came where one EventBridge event is expected");
  }

  @Test
  void failsIfTheAlertCannotBePublished() throws IOException {
    publisher.failingForGood("NotFound");

    assertThatThrownBy(() -> alert(TestEvents.matching("e1").json().toString()))
        .isInstanceOf(PublishFailedException.class);
    JsonNode line = loggedLine();
    assertThat(line.path("Failed").asInt()).isEqualTo(1);
    assertThat(line.path("Undeliverable").asInt()).isEqualTo(1);
  }

  @Test
  void sweepsAndTellsWhatItDid() throws IOException {
    for (int i = 0; i < 5; i++) {
      alert(TestEvents.matching("e" + i, "actor" + i).json().toString());
    }
    clock.advance(Duration.ofMinutes(13));
    log.reset();

    JsonNode answer = MAPPER.readTree(sweep());

    assertThat(answer.path("digests").asInt()).isEqualTo(1);
    JsonNode line = loggedLine();
    assertThat(line.path("Digests").asInt()).isEqualTo(1);
    assertThat(line.path("Overdue").asInt()).isEqualTo(1);
    assertThat(line.path("OldestOverdue").asInt()).isEqualTo(50);
  }

  @Test
  void countsANoticeThatGotNoAnswer() throws IOException {
    alert(TestEvents.matching("e0").json().toString());
    alert(TestEvents.matching("e1").json().toString());
    publisher.losingAnswers(1);

    alert(TestEvents.matching("e2").json().toString());

    assertThat(publisher.count(Message.Kind.NOTICE)).isEqualTo(1);
    assertThat(loggedLine().path("decision").asText()).isEqualTo("held");
    assertThat(loggedLine().path("PerhapsSent").asInt()).isEqualTo(1);
  }

  @Test
  void countsANoticeOfASweepThatGotNoAnswer() throws IOException {
    publisher.failingTimes(3);
    String late = TestEvents.matching("late").json().toString();
    assertThatThrownBy(() -> alert(late)).isInstanceOf(PublishFailedException.class);
    clock.advance(Duration.ofMinutes(10));
    alert(TestEvents.matching("e0").json().toString());
    alert(TestEvents.matching("e1").json().toString());
    publisher.losingAnswers(1);

    sweep();

    assertThat(publisher.count(Message.Kind.NOTICE)).isEqualTo(1);
    assertThat(loggedLine().path("Held").asInt()).isEqualTo(1);
    assertThat(loggedLine().path("PerhapsSent").asInt()).isEqualTo(1);
  }

  /** A sweep delivers next to nothing, and its metric is the one that an alarm looks at. */
  @Test
  void asksWithEverySweepWhichExceptionsAreOff() throws IOException {
    SilenceSource stored =
        new StoredSilences(
            Silences.none(), RuleCatalog.packaged(), () -> Map.of("marys", "{\"id\": \"marys\"}"));

    sweep(wiring(stored));

    JsonNode metrics = loggedLine().at("/_aws/CloudWatchMetrics");
    assertThat(metrics.findValuesAsText("Name")).contains("ExceptionsOff");
    assertThat(loggedLine().path("exceptionsOff").toString()).contains("marys is off: pattern: ");
  }

  @Test
  void failsASweepThatLeftSomethingBehindOnlyAfterTheRest() throws IOException {
    publisher.failingTimes(6);
    for (int i = 0; i < 2; i++) {
      String event = TestEvents.matching("e" + i).json().toString();
      assertThatThrownBy(() -> alert(event)).isInstanceOf(PublishFailedException.class);
    }
    clock.advance(Duration.ofMinutes(13));
    publisher.failingTimes(3);
    log.reset();

    assertThatThrownBy(this::sweep)
        .isInstanceOf(SweepFunction.SweepFailedException.class)
        .hasMessageContaining("1 of 2 overdue entries could not be delivered");
    assertThat(publisher.published()).hasSize(1);
    assertThat(loggedLine().path("failures")).hasSize(1);
  }

  private Wiring wiring(SilenceSource exceptions) {
    return Wiring.of(
        RuleCatalog.packaged(),
        exceptions,
        new FakeLedger(),
        publisher,
        new Limits(2, 0, 100, Duration.ofMinutes(10), Duration.ofHours(1)),
        clock,
        clock::advance);
  }

  private String alert(String event) throws IOException {
    return alert(wiring, event);
  }

  private String alert(Wiring of, String event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    new AlertFunction(of, alertLog).handleRequest(input(event), answer, new TestContext());
    return answer.toString(StandardCharsets.UTF_8);
  }

  private String sweep() throws IOException {
    return sweep(wiring);
  }

  private String sweep(Wiring wiring) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    new SweepFunction(wiring, sweepLog).handleRequest(input("{}"), answer, new TestContext());
    return answer.toString(StandardCharsets.UTF_8);
  }

  private JsonNode loggedLine() throws IOException {
    String text = log.toString(StandardCharsets.UTF_8);
    assertThat(text).endsWith("\n");
    return MAPPER.readTree(text.lines().toList().getLast());
  }

  private static ByteArrayInputStream input(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
