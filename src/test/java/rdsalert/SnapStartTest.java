package rdsalert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.crac.Core;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.EventReader;
import rdsalert.log.RunLog;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences;
import rdsalert.snapstart.Preparation;
import rdsalert.testing.FakeLedger;
import rdsalert.testing.RecordingPublisher;
import rdsalert.testing.SettableClock;
import rdsalert.testing.TestContext;
import rdsalert.testing.TestEvents;
import rdsalert.text.PackagedText;

/** What happens before a snapshot and after a restore, with the function's own parts as fakes. */
class SnapStartTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Settings SETTINGS =
      Settings.of(
          Map.of(
              "ALERT_TOPIC_ARN", "arn:aws:sns:eu-central-1:123456789012:alerts",
              "WATCH_TOPIC_ARN", "arn:aws:sns:eu-central-1:123456789012:watch",
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
  private final RunLog log = new RunLog("alert", "stack", new PrintStream(written, true, UTF_8));

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
    preparation(AlertFunction::rehearsal).beforeCheckpoint(Core.getGlobalContext());

    assertThat(logged()).hasSize(1);
    assertThat(primed(logged().getFirst())).as(written.toString(UTF_8)).isTrue();
    assertThat(publisher.published()).isEmpty();
  }

  /** A rehearsal that ends early, because an answer is not understood, prepares for nothing. */
  @Test
  void playsAnAlertToItsEnd() throws Exception {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    new AlertFunction(rehearsing(), log).handle(event("e1"), answer, "rehearsal");

    assertThat(MAPPER.readTree(answer.toByteArray()).path("decision").asText())
        .isEqualTo("alerted");
  }

  @Test
  void worksAfterASecondSnapshotAndRestoreAsAfterTheFirst() throws IOException {
    Preparation preparation = preparation(AlertFunction::rehearsal);
    AlertFunction function = new AlertFunction(wiring, log);
    for (String id : List.of("e1", "e2")) {
      preparation.beforeCheckpoint(Core.getGlobalContext());
      preparation.afterRestore(Core.getGlobalContext());
      preparation.afterRestore(Core.getGlobalContext());
      function.handleRequest(event(id), new ByteArrayOutputStream(), new TestContext());
    }

    assertThat(publisher.published()).hasSize(2);
    assertThat(logged()).noneMatch(line -> line.path("primed").isBoolean() && !primed(line));
  }

  @Test
  void saysSoAndGoesOnIfItCannotRehearse() throws IOException {
    preparation(
            (_, _) -> {
              throw new IllegalStateException("no stage");
            })
        .beforeCheckpoint(Core.getGlobalContext());

    assertThat(primed(logged().getFirst())).isFalse();
    assertThat(logged().getFirst().path("reason").asText()).contains("no stage");
  }

  /** As at a first deployment, when neither table nor permissions need be there. */
  @Test
  void saysSoAndGoesOnIfTheLedgerCannotBeRead() throws IOException {
    preparation(
            AlertFunction::rehearsal,
            () -> {
              throw new IOException("access denied");
            })
        .beforeCheckpoint(Core.getGlobalContext());

    assertThat(primed(logged().getFirst())).isTrue();
    assertThat(logged().getFirst().path("ledgerRead").asBoolean(true)).isFalse();
    assertThat(logged().getFirst().path("reason").asText()).contains("access denied");
  }

  @Test
  void rehearsesWithAnEventThatAPackagedRuleLooksFor() throws IOException {
    byte[] rehearsed = PackagedText.of(AlertFunction.EVENT).getBytes(UTF_8);
    var event = new EventReader().read(new ByteArrayInputStream(rehearsed));

    assertThat(RuleCatalog.packaged().matching(event)).isNotEmpty();
  }

  private static Wiring rehearsing() {
    return AwsWiring.rehearsing(SETTINGS, RuleCatalog.packaged(), Silences.none());
  }

  private Preparation preparation(BiFunction<Settings, Wiring, Preparation.Step> rehearsal) {
    return preparation(rehearsal, () -> {});
  }

  /** Never with the real ledger, which tests must not look for. */
  private Preparation preparation(
      BiFunction<Settings, Wiring, Preparation.Step> rehearsal, Preparation.Step ledger) {
    Preparation real = LambdaFunction.preparation(wiring, SETTINGS, log, rehearsal);
    return new Preparation(real.rehearsal(), ledger, real.renewal(), real.log());
  }

  private static boolean primed(JsonNode line) {
    return line.path("primed").asBoolean();
  }

  private static InputStream event(String id) {
    String text = TestEvents.matching(id).json().toString();
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private List<JsonNode> logged() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : written.toString(UTF_8).lines().toList()) {
      lines.add(MAPPER.readTree(line));
    }
    return lines;
  }
}
