package rdsalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rdsalert.testing.Template;

/** The template gives the functions settings that they take, and tells them how long they have. */
class TemplateSettingsTest {
  private static final String TIMEOUT = "FUNCTION_TIMEOUT_SECONDS";
  private static final Map<String, String> REQUIRED =
      Map.of(
          "ALERT_TOPIC_ARN",
          "arn:aws:sns:eu-central-1:123456789012:alerts",
          "LEDGER_TABLE",
          "ledger");

  private static List<String> functions() {
    return Template.resources("AWS::Serverless::Function");
  }

  private static List<String> boundedSettings() {
    return variables().properties().stream()
        .filter(variable -> parameter(variable.getValue()).has("MaxValue"))
        .map(Map.Entry::getKey)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void tellsAFunctionItsTimeout(String function) {
    JsonNode properties = Template.properties(function);

    String told = properties.path("Environment").path("Variables").path(TIMEOUT).asText();

    assertThat(with(TIMEOUT, told).timeout()).isEqualTo(timeout(function));
    assertThat(timeout(function)).isIn(Settings.ALERT_TIMEOUT, Settings.SWEEP_TIMEOUT);
  }

  @Test
  void endsASweepBeforeTheNextBegins() {
    String schedule =
        Template.properties("SweepFunction")
            .at("/Events/EveryFiveMinutes/Properties/ScheduleExpression")
            .asText();

    assertThat(schedule).isEqualTo("rate(5 minutes)");
    assertThat(timeout("SweepFunction")).isLessThan(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @MethodSource("boundedSettings")
  void boundsAParameterAsTheFunctionDoes(String variable) {
    JsonNode parameter = parameter(variables().path(variable));
    int least = parameter.path("MinValue").asInt();
    int most = parameter.path("MaxValue").asInt();

    assertThat(with(variable, parameter.path("Default").asText())).isEqualTo(Settings.of(REQUIRED));
    assertThat(with(variable, "" + least)).isNotNull();
    assertThat(with(variable, "" + most)).isNotNull();
    String allowed = "a whole number from " + least + " to " + most;
    assertThatThrownBy(() -> with(variable, "" + (most + 1))).hasMessageEndingWith(allowed);
    assertThat(parameter.path("ConstraintDescription").asText()).isEqualTo("must be " + allowed);
  }

  private static Settings with(String variable, String value) {
    Map<String, String> environment = new HashMap<>(REQUIRED);
    environment.put(variable, value);
    return Settings.of(environment);
  }

  private static Duration timeout(String function) {
    return Duration.ofSeconds(Template.properties(function).path("Timeout").asInt());
  }

  private static JsonNode variables() {
    return Template.section("Globals").at("/Function/Environment/Variables");
  }

  private static JsonNode parameter(JsonNode reference) {
    return Template.section("Parameters").path(reference.asText());
  }
}
