package rdsalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.delivery.Window.Limits;
import rdsalert.testing.Template;

/** The template gives the functions settings that they take, and tells them how long they have. */
class TemplateSettingsTest {
  private static final Pattern BOUND = Pattern.compile("\\{0,(\\d+)}");
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

  /**
   * Each sweep says it anew, and one may come so late that five minutes have none: told over these,
   * people would hear that it is over, and then that it is not.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {"SweepErrorsAlarm", "UndeliverableAlarm", "HeldUntoldAlarm", "ExceptionsOffAlarm"})
  void staysOnFromOneSweepToTheNext(String alarm) {
    JsonNode properties = Template.properties(alarm);

    assertThat(properties.path("Period").asInt()).isEqualTo(300);
    assertThat(properties.path("EvaluationPeriods").asInt()).isEqualTo(3);
    assertThat(properties.path("DatapointsToAlarm").asInt(3)).isLessThan(3);
  }

  /** The template's own values are these defaults, as the next test has it. */
  @Test
  void letsOutInAWindowWhatTheCapLetsThrough() {
    Limits limits = Settings.of(REQUIRED).limits();

    assertThat(limits.cap())
        .isLessThanOrEqualTo((int) (limits.perSecond() * limits.window().toSeconds()));
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

  @ParameterizedTest
  @ValueSource(strings = {"RULE_PACK", "RULES_OFF", "RULES_ON"})
  void takesTheDefaultsOfTheRules(String variable) {
    JsonNode parameter = parameter(variables().path(variable));

    assertThat(with(variable, parameter.path("Default").asText())).isEqualTo(Settings.of(REQUIRED));
    parameter
        .path("AllowedValues")
        .forEach(value -> assertThat(with(variable, value.asText())).isNotNull());
  }

  /** A description has 256 characters at most, and every setting has to be in it. */
  @ParameterizedTest
  @MethodSource("functions")
  void describesEveryVersionWithinTheBound(String function) {
    JsonNode parts = Template.properties(function).at("/VersionDescription/1");
    String description = parts.path(0).asText();

    for (String name : named()) {
      assertThat(description).contains("${" + name + "}");
      description =
          description.replace(
              "${" + name + "}", "x".repeat(longest(Template.section("Parameters").path(name))));
    }
    // The role's own id, which changes when another path replaces it.
    String role = Template.properties(function).path("Role").asText().replace(".Arn", ".RoleId");
    assertThat(description).startsWith("${" + role + "}");
    description = description.replace("${" + role + "}", "x".repeat(21));
    assertThat(parts.path(1)).hasToString("[\"WithDatabaseExposure\",\"d\",\"c\"]");
    assertThat(parts.path(2)).hasToString("[\"Letter\",\"ProofOfLife\",\"ProofOfLife\"]");
    assertThat(parts.path(3)).isEqualTo(variables().path("KEY_ID"));
    assertThat(description + " d t " + "x".repeat(36))
        .doesNotContain("$")
        .hasSizeLessThanOrEqualTo(256);
    assertThat(parts).hasSize(4);
  }

  /**
   * The parameters that a description names in full, of variables and of what else is published.
   */
  private static List<String> named() {
    Stream<String> settings =
        variables()
            .valueStream()
            .filter(one -> !parameter(one).isMissingNode())
            .map(JsonNode::asText)
            .filter(name -> !Set.of("RulePack", "ProofOfLife").contains(name));
    return Stream.concat(settings, Stream.of("MemorySize", "Architecture", "SnapStart")).toList();
  }

  /** Of variables that no parameter holds as it is, one has to be described too: the key's. */
  @Test
  void worksOutNothingElseFromParameters() {
    assertThat(variables().properties())
        .filteredOn(variable -> !variable.getValue().isTextual())
        .extracting(Map.Entry::getKey)
        .containsExactly("KEY_ID");
  }

  /** A description has a letter for each word that this parameter may be. */
  @Test
  void tellsTheWordsOfTheProofApart() {
    JsonNode letters = Template.section("Mappings").at("/Letter/ProofOfLife");

    assertThat(letters.properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyElementsOf(
            Template.section("Parameters")
                .at("/ProofOfLife/AllowedValues")
                .valueStream()
                .map(JsonNode::asText)
                .toList());
    assertThat(letters.valueStream().map(JsonNode::asText))
        .doesNotHaveDuplicates()
        .allSatisfy(letter -> assertThat(letter).hasSize(1));
  }

  private static int longest(JsonNode parameter) {
    Matcher bound = BOUND.matcher(parameter.path("AllowedPattern").asText());
    int longest = bound.find() ? Integer.parseInt(bound.group(1)) : 0;
    for (JsonNode value : parameter.path("AllowedValues")) {
      longest = Math.max(longest, value.asText().length());
    }
    return Math.max(longest, parameter.path("MaxValue").asText().length());
  }

  /** A rule that is there with a pack alone calls the function as the first one does. */
  @Test
  void callsTheFunctionByEveryRule() {
    JsonNode first = Template.properties("AlertFunction").at("/Events/CallRecorded/Properties");
    String permissions =
        Template.resources("AWS::Lambda::Permission").stream()
            .map(Template::properties)
            .toList()
            .toString();
    String deadLetters = Template.properties("RuleDeadLettersPolicy").toString();

    assertThat(Template.resources("AWS::Events::Rule"))
        .filteredOn(rule -> !rule.startsWith("Watch"))
        .hasSize(4)
        .allSatisfy(
            rule -> {
              JsonNode target = Template.properties(rule).at("/Targets/0");
              assertThat(target.path("Arn").asText()).isEqualTo("AlertFunction.Alias");
              assertThat(target.path("RetryPolicy")).isEqualTo(first.path("RetryPolicy"));
              assertThat(target.path("DeadLetterConfig")).isEqualTo(first.path("DeadLetterConfig"));
              assertThat(permissions).contains("\"" + rule + ".Arn\"");
              assertThat(deadLetters).contains("\"" + rule + ".Arn\"");
            });
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
