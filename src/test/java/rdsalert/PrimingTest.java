package rdsalert;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiFunction;
import org.crac.Core;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rdsalert.delivery.Limits;
import rdsalert.event.EventReader;
import rdsalert.rule.RuleCatalog;
import rdsalert.rule.Verdict;
import rdsalert.silence.Silences;
import rdsalert.testing.FakeLedger;
import rdsalert.testing.RecordingPublisher;
import rdsalert.testing.SettableClock;
import rdsalert.testing.TestContext;
import rdsalert.testing.TestEvents;

/** What happens before a snapshot and after a restore, with the function's own parts as fakes. */
class PrimingTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Settings SETTINGS =
      Settings.of(
          Map.of(
              "ALERT_TOPIC_ARN", "arn:aws:sns:eu-central-1:123456789012:alerts",
              "LEDGER_TABLE", "ledger"));

  private final SettableClock clock = SettableClock.atWindowStart();
  private final RecordingPublisher publisher = new RecordingPublisher();
  private final Wiring wiring =
      Wiring.of(
          RuleCatalog.packaged(),
          Silences.none(),
          new FakeLedger(),
          publisher,
          new Limits(2, 0, 100, Duration.ofMinutes(10), Duration.ofHours(1)),
          clock,
          clock::advance);
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final RunLog log =
      new RunLog("alert", new PrintStream(written, true, StandardCharsets.UTF_8));

  @BeforeEach
  void giveARegion() {
    System.setProperty("aws.region", "eu-central-1");
  }

  @AfterEach
  void takeItBack() {
    System.clearProperty("aws.region");
  }

  @Test
  void rehearsesAnAlertWithoutPublishingOne() throws IOException {
    priming(AlertFunction::new, 2).beforeCheckpoint(Core.getGlobalContext());

    assertThat(logged()).hasSize(1);
    assertThat(logged().getFirst().path("primed").asBoolean())
        .as(written.toString(StandardCharsets.UTF_8))
        .isTrue();
    assertThat(logged().getFirst().path("rounds").asInt()).isEqualTo(5);
    assertThat(publisher.published()).isEmpty();
  }

  @Test
  void rehearsesASweepThatLeavesNothingBehind() throws IOException {
    priming(SweepFunction::new, 2).beforeCheckpoint(Core.getGlobalContext());

    assertThat(logged().getFirst().path("primed").asBoolean())
        .as(written.toString(StandardCharsets.UTF_8))
        .isTrue();
  }

  @Test
  void worksAfterASecondSnapshotAndRestoreAsAfterTheFirst() throws IOException {
    Priming priming = priming(AlertFunction::new, 1);
    AlertFunction function = new AlertFunction(wiring, log);
    for (String id : List.of("e1", "e2")) {
      priming.beforeCheckpoint(Core.getGlobalContext());
      priming.afterRestore(Core.getGlobalContext());
      priming.afterRestore(Core.getGlobalContext());
      function.handleRequest(event(id), new ByteArrayOutputStream(), new TestContext());
    }

    assertThat(publisher.published()).hasSize(2);
    assertThat(logged()).noneMatch(line -> line.path("primed").isBoolean() && !primed(line));
  }

  @Test
  void leavesNeitherThreadNorPropertyBehind() {
    Properties before = (Properties) System.getProperties().clone();

    priming(AlertFunction::new, 1).beforeCheckpoint(Core.getGlobalContext());

    assertThat(System.getProperties()).isEqualTo(before);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("priming") && isAliveAfterAWhile(thread));
  }

  @Test
  void saysSoAndGoesOnIfItCannotRehearse() throws IOException {
    priming(
            (_, _) ->
                (_, _, _) -> {
                  throw new IllegalStateException("no stage");
                },
            1)
        .beforeCheckpoint(Core.getGlobalContext());

    assertThat(primed(logged().getFirst())).isFalse();
    assertThat(logged().getFirst().path("reason").asText()).contains("no stage");
    assertThat(System.getProperty("aws.containerCredentialsFullUri")).isNull();
  }

  @Test
  void rehearsesWithAnEventThatAPackagedRuleLooksFor() throws IOException {
    try (InputStream in = Priming.class.getResourceAsStream("/rdsalert/priming/event.json")) {
      var event = new EventReader().read(in);
      assertThat(RuleCatalog.packaged().rules())
          .anyMatch(rule -> rule.judge(event) instanceof Verdict.Matched);
    }
  }

  private Priming priming(BiFunction<Wiring, RunLog, RequestStreamHandler> function, int rounds) {
    return new Priming(
        wiring, log, new Rehearsal(function, SETTINGS, rounds, Duration.ofMinutes(1)));
  }

  private static boolean primed(JsonNode line) {
    return line.path("primed").asBoolean();
  }

  private static boolean isAliveAfterAWhile(Thread thread) {
    try {
      return !thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InputStream event(String id) {
    String text = TestEvents.matching(id).json().toString();
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<JsonNode> logged() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : written.toString(StandardCharsets.UTF_8).lines().toList()) {
      lines.add(MAPPER.readTree(line));
    }
    return lines;
  }
}
