package rdsalert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.testing.AwsPolicy;
import rdsalert.testing.AwsPolicy.Request;
import rdsalert.testing.Template;

/** Who else could publish, pass for a function, or give the function what nobody called. */
class DoorsTest {
  private static final String ACCOUNT = "123456789012";
  private static final String EVENTS = "events.amazonaws.com";
  private static final List<String> ALARMS = Template.resources("AWS::CloudWatch::Alarm");
  private static final List<String> RULES =
      List.of(
          "AlertFunctionCallRecorded",
          "IngressRecorded",
          "RedshiftCallRecorded",
          "ExportRecorded",
          "ProofRecorded",
          "WatchOfRules",
          "WatchOfParts",
          "WatchOfTheRest",
          "WatchOfDeployments",
          "WatchOfStacksOnRules",
          "WatchOfStacksOnParts");

  /** Where the key is gone or the topic says no, no alarm gets through either. */
  @ParameterizedTest
  @ValueSource(strings = {"FailedNotificationsAlarm", "UndeliverableAlarm"})
  void tellsTheSecondTopicTooThatTheFirstLetsNothingThrough(String alarm) {
    for (String actions : List.of("AlarmActions", "OKActions")) {
      assertThat(Template.properties(alarm).path(actions).toString())
          .as(actions)
          .contains("\"WatchTopic\"", "\"AlertTopic\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AlertTopic", "WatchTopic"})
  void letsTheAlarmsPublishThatTellItAndNoOther(String topic) {
    AwsPolicy policy = policy(topic + "Policy", "/PolicyDocument");
    List<String> telling =
        ALARMS.stream()
            .filter(
                alarm ->
                    Template.properties(alarm)
                        .path("AlarmActions")
                        .toString()
                        .contains('"' + topic + '"'))
            .toList();

    assertThat(telling).hasSizeGreaterThan(1);
    assertThat(ALARMS)
        .allSatisfy(
            alarm ->
                assertThat(policy.allows(alarm(topic, arn(alarm), ACCOUNT)))
                    .as(alarm)
                    .isEqualTo(telling.contains(alarm)));
    for (String forged : List.of("alarm:alerts-Forged", "alarm:alerts-NoSweepAlarm-Forged")) {
      String arn = "arn:aws:cloudwatch:eu-central-1:123456789012:" + forged;
      assertThat(policy.allows(alarm(topic, arn, ACCOUNT))).as(forged).isFalse();
    }
    assertThat(policy.allows(alarm(topic, arn(telling.getFirst()), "111122223333"))).isFalse();
  }

  /**
   * Another path makes the roles anew. The ledger then lets in the new one alone, and the version
   * of before goes on for the minutes in which the next is made: what it cannot do has to be kept.
   */
  @Test
  void letsAVersionKeepWhatFailsUntilTheNextHasTakenOver() {
    assertThat(Template.section("Resources").at("/FailedEventsPolicy/DependsOn").asText())
        .isEqualTo("AlertFunctionAliaslive");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AlertFunction", "SweepFunction"})
  void letsAnotherFunctionWithARoleOfOursDoNothingThatMatters(String function) {
    AwsPolicy policy = policy(function + "Policy", "/PolicyDocument");

    for (String topic : List.of("AlertTopic", "WatchTopic")) {
      assertThat(policy.allows(publishing(topic, arn(function)))).isTrue();
      assertThat(policy.allows(publishing(topic, arn(function) + ":live"))).isTrue();
      assertThat(policy.allows(publishing(topic, arn("Thief")))).isFalse();
      assertThat(policy.allows(publishing(topic, null))).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"FailedEvents,AlertRole", "SweepDeadLetters,ScheduleRole"})
  void letsOneRoleAloneSendToAQueue(String queue, String role) {
    AwsPolicy policy = policy(queue + "Policy", "/PolicyDocument");

    assertThat(policy.denies(sending(queue, arn(role), Map.of()))).isFalse();
    for (String other : List.of("ForwardRole", "SweepRole", "AlertRole", "ScheduleRole")) {
      assertThat(policy.denies(sending(queue, arn(other), Map.of())))
          .isEqualTo(!other.equals(role));
    }
    assertThat(policy.denies(sending(queue, "arn:aws:iam::123456789012:root", Map.of()))).isTrue();
    assertThat(policy.denies(sending(queue, EVENTS, Map.of()))).isTrue();
  }

  @Test
  void letsTheOwnRulesAloneSendDeadLetters() {
    AwsPolicy policy = policy("RuleDeadLettersPolicy", "/PolicyDocument");
    String queue = "RuleDeadLetters";

    for (String rule : RULES) {
      Map<String, String> source = Map.of("aws:SourceArn", arn(rule));
      assertThat(policy.allows(sending(queue, EVENTS, source))).as(rule).isTrue();
      assertThat(policy.denies(sending(queue, EVENTS, source))).as(rule).isFalse();
    }
    Map<String, String> another = Map.of("aws:SourceArn", arn("AnotherRule"));
    assertThat(policy.denies(sending(queue, EVENTS, another))).isTrue();
    assertThat(policy.denies(sending(queue, "arn:aws:iam::123456789012:user/admin", Map.of())))
        .isTrue();
    assertThat(policy.denies(sending(queue, arn("AlertRole"), Map.of()))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "ScheduleRole,scheduler.amazonaws.com",
    "ProofRole,scheduler.amazonaws.com",
    "SlackRole,chatbot.amazonaws.com"
  })
  void letsAServiceTakeOnARoleOnlyForThisAccount(String role, String service) {
    AwsPolicy trust =
        new AwsPolicy(
            withResource(Template.properties(role).path("AssumeRolePolicyDocument")),
            DoorsTest::resolved);
    String group = "arn:aws:scheduler:eu-central-1:123456789012:schedule-group/default";

    assertThat(trust.allows(taking(role, service, ACCOUNT, group))).isTrue();
    assertThat(trust.allows(taking(role, service, "111122223333", group))).isFalse();
    assertThat(trust.allows(taking(role, service, null, group))).isFalse();
    assertThat(trust.allows(taking(role, "lambda.amazonaws.com", ACCOUNT, group))).isFalse();
    if (service.startsWith("scheduler")) {
      String other = group.replace("default", "other");
      assertThat(trust.allows(taking(role, service, ACCOUNT, other))).isFalse();
    }
  }

  @Test
  void allowsTheRoleOfTheProofNothing() {
    JsonNode role = Template.properties("ProofRole");

    assertThat(role.has("Policies")).isFalse();
    assertThat(role.has("ManagedPolicyArns")).isFalse();
    assertThat(Template.resources("AWS::IAM::Policy"))
        .allMatch(policy -> !Template.properties(policy).toString().contains("ProofRole"));
    assertThat(Template.resources("AWS::IAM::RolePolicy")).isEmpty();
    assertThat(Template.resources("AWS::IAM::ManagedPolicy")).isEmpty();
    assertThat(
            Template.properties("ProofSchedule")
                .at("/Target/RetryPolicy/MaximumRetryAttempts")
                .asInt(-1))
        .isZero();
  }

  private static Request alarm(String topic, String alarm, String account) {
    Map<String, String> context = Map.of("aws:SourceArn", alarm, "aws:SourceAccount", account);
    return new Request("cloudwatch.amazonaws.com", "sns:Publish", topic, context);
  }

  private static Request publishing(String topic, @Nullable String function) {
    return new Request(
        null,
        "sns:Publish",
        topic,
        function == null ? Map.of() : Map.of("lambda:SourceFunctionArn", function));
  }

  private static Request sending(String queue, String principal, Map<String, String> context) {
    return new Request(principal, "sqs:SendMessage", arn(queue), context);
  }

  private static Request taking(
      String role, String service, @Nullable String account, String source) {
    Map<String, String> context = new HashMap<>(Map.of("aws:SourceArn", source));
    if (account != null) {
      context.put("aws:SourceAccount", account);
    }
    return new Request(service, "sts:AssumeRole", role, context);
  }

  private static JsonNode withResource(JsonNode trust) {
    JsonNode copy = trust.deepCopy();
    copy.path("Statement")
        .forEach(
            statement ->
                ((com.fasterxml.jackson.databind.node.ObjectNode) statement).put("Resource", "*"));
    return copy;
  }

  private static AwsPolicy policy(String resource, String document) {
    JsonNode there = Template.properties(resource).at(document);
    assertThat(there.isObject()).as("the template has such a policy").isTrue();
    return new AwsPolicy(there, DoorsTest::resolved);
  }

  /** What {@code !GetAtt THING.Arn} gives: some ARN, and another for each thing. */
  private static String arn(String logicalId) {
    return "arn:of:" + logicalId;
  }

  private static String resolved(String text) {
    return text.replaceAll("\\$?\\{?(\\w+)\\.Arn}?", "arn:of:$1")
        .replace("${AWS::Partition}", "aws")
        .replace("${AWS::Region}", "eu-central-1")
        .replace("${AWS::AccountId}", ACCOUNT)
        .replace("AWS::AccountId", ACCOUNT)
        .replace("${AWS::StackName}", "alerts");
  }
}
