package rdsalert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import rdsalert.testing.FunctionProcess;
import rdsalert.testing.FunctionServices;
import rdsalert.testing.RuntimeApi;
import rdsalert.testing.RuntimeApi.Result;
import rdsalert.testing.Samples;
import rdsalert.testing.SnsEndpoint;
import rdsalert.testing.SnsFault;

/**
 * The package as it is deployed, run by AWS's own runtime client in a JVM of its own, against
 * DynamoDB Local and an SNS endpoint on the wire.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime client runs on Linux only")
class RuntimeClientIT {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @TempDir private Path folder;
  private FunctionServices services;
  private RuntimeApi lambda;
  private SnsEndpoint sns;

  @BeforeEach
  void start() throws Exception {
    services = FunctionServices.start();
    lambda = services.lambda();
    sns = services.sns();
  }

  @AfterEach
  void stop() {
    services.close();
  }

  @Test
  void alertsOnceForAnEventThatComesTwice() throws Exception {
    try (FunctionProcess function = run("rdsalert.AlertFunction::handleRequest", environment())) {
      assertThat(answer(sample("create-db-security-group")).path("decision").asText())
          .isEqualTo("alerted");
      assertThat(answer(sample("create-db-security-group")).path("decision").asText())
          .isEqualTo("duplicate");
      assertThat(answer(sample("another-call")).path("decision").asText()).isEqualTo("ignored");

      assertThat(sns.accepted()).hasSize(1);
      assertThat(sns.accepted().getFirst().topicArn()).isEqualTo(FunctionServices.TOPIC);
      assertThat(sns.accepted().getFirst().messageStructure()).isEqualTo("json");
      assertThat(decisions(function)).containsExactly("alerted", "duplicate", "ignored");
      assertThat(function.output())
          .filteredOn(line -> line.startsWith("{\"_aws\""))
          .hasSize(3)
          .allMatch(line -> line.contains("\"FunctionName\":\"one-of-two-stacks\""));
    }
  }

  @Test
  void failsTheRunOfAMalformedEventAndGoesOn() throws Exception {
    try (FunctionProcess function = run("rdsalert.AlertFunction::handleRequest", environment())) {
      JsonNode failure = failure("{\"id\":\"11111111\",\"detail\":{}}");

      assertThat(failure.path("errorType").asText())
          .isEqualTo("rdsalert.event.MalformedEventException");
      assertThat(failure.path("errorMessage").asText())
          .isEqualTo(
              "field 'detail.eventID' is missing or empty (eventID unknown, envelope id 11111111)");
      assertThat(answer(sample("root")).path("decision").asText()).isEqualTo("alerted");
      assertThat(decisions(function)).containsExactly("failed", "alerted");
    }
  }

  @Test
  void failsTheRunIfSnsRefusesAndAlertsWhenItIsRetried() throws Exception {
    try (FunctionProcess function = run("rdsalert.AlertFunction::handleRequest", environment())) {
      sns.failNext(SnsFault.notAuthorized());

      assertThat(failure(sample("root")).path("errorMessage").asText()).isNotEmpty();
      assertThat(answer(sample("root")).path("decision").asText()).isEqualTo("alerted");

      assertThat(sns.accepted()).hasSize(1);
      assertThat(decisions(function)).containsExactly("failed", "alerted");
    }
  }

  /** Nobody need be subscribed to the second topic, which takes it all the same. */
  @Test
  void waitsIfOnlyTheSecondTopicTookWhatConcernsTheStack() throws Exception {
    String own = Files.readString(Samples.firstHit("stack-trail-stopped"));
    try (FunctionProcess function = run("rdsalert.AlertFunction::handleRequest", environment())) {
      sns.failNext(new SnsFault.None(), new SnsFault.LostRequest());

      assertThat(answer(own).path("decision").asText()).isEqualTo("waiting");

      assertThat(sns.accepted()).hasSize(1);
      assertThat(sns.accepted().getFirst().topicArn()).isEqualTo(FunctionServices.TOPIC + "-watch");
      assertThat(function.output().getLast()).contains("\"PerhapsSent\":1");
    }
  }

  /** An attempt is begun with 20 seconds left, and its confirmation may take 6 of them. */
  @Test
  void hasTimeToConfirmThoughBothTopicsHang() throws Exception {
    String own = Files.readString(Samples.firstHit("stack-trail-stopped"));
    try (FunctionProcess function = run("rdsalert.AlertFunction::handleRequest", environment())) {
      answer(sample("root"));
      sns.failNext(new SnsFault.Delay(A_MINUTE), new SnsFault.Delay(A_MINUTE));

      assertThat(answer(own).path("decision").asText()).isEqualTo("waiting");

      JsonNode line = MAPPER.readTree(function.output().getLast());
      assertThat(line.path("PerhapsSent").asInt()).isEqualTo(1);
      assertThat(line.path("milliseconds").asLong()).isBetween(11_500L, 14_000L);
    }
  }

  @Test
  void sweeps() throws Exception {
    Map<String, String> environment = environment();
    environment.put("FUNCTION_TIMEOUT_SECONDS", "240");
    try (FunctionProcess function = run("rdsalert.SweepFunction::handleRequest", environment)) {
      assertThat(answer("{}").path("finished").asBoolean()).isTrue();
      assertThat(function.output()).anyMatch(line -> line.startsWith("{\""));
    }
  }

  @Test
  void doesNotStartWithSettingsThatCannotBe() throws Exception {
    Map<String, String> environment = environment();
    environment.remove("ALERT_TOPIC_ARN");
    environment.put("ALERT_CAP", "many");

    try (FunctionProcess function = run("rdsalert.AlertFunction::handleRequest", environment)) {
      assertThat(lambda.initError())
          .contains("ALERT_TOPIC_ARN is not set", "ALERT_CAP", "many", "from 1 to 500");
      assertThat(function.ends()).isTrue();
    }
  }

  private FunctionProcess run(String handler, Map<String, String> environment) throws IOException {
    return FunctionProcess.start(folder, handler, environment);
  }

  private JsonNode answer(String event) throws Exception {
    Result result = lambda.invoke(event, A_MINUTE);
    assertThat(result).isInstanceOf(Result.Response.class);
    return MAPPER.readTree(((Result.Response) result).body());
  }

  private JsonNode failure(String event) throws Exception {
    Result result = lambda.invoke(event, A_MINUTE);
    assertThat(result).isInstanceOf(Result.Failure.class);
    return MAPPER.readTree(((Result.Failure) result).body());
  }

  /** What the log says was decided: one line of JSON for each run. */
  private static List<String> decisions(FunctionProcess function) throws IOException {
    return function.output().stream()
        .filter(line -> line.startsWith("{"))
        .map(RuntimeClientIT::decision)
        .toList();
  }

  private static String decision(String line) {
    try {
      return MAPPER.readTree(line).path("decision").asText();
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }

  private static String sample(String name) throws IOException {
    return Files.readString(Samples.file(name));
  }

  private Map<String, String> environment() {
    Map<String, String> environment = services.environment("one-of-two-stacks", "$LATEST");
    environment.put("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", "synthetic");
    return environment;
  }
}
