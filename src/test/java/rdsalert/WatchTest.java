package rdsalert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.event.Events;
import rdsalert.rule.RuleCatalog;
import rdsalert.testing.DeployedStack;
import rdsalert.testing.Samples;
import rdsalert.testing.Template;
import software.amazon.event.ruler.Machine;
import software.amazon.event.ruler.MachineComplexityEvaluator;

/** EventBridge itself tells of all that could switch the stack off, by AWS's own matcher. */
class WatchTest {
  private static final DeployedStack STACK = new DeployedStack("rds-security-group-alert");

  /** EventBridge's own bound, which a request to AWS could raise. */
  private static final int LONGEST_PATTERN = 2_048;

  /** AWS names no bound on what wildcards cost; patterns of 9 were taken, and of 12 refused. */
  private static final int MOST_COMPLEX_PATTERN = 9;

  private static final String RULES = "WatchOfRules";
  private static final String PARTS = "WatchOfParts";
  private static final String REST = "WatchOfTheRest";
  private static final String DEPLOYMENTS = "WatchOfDeployments";
  private static final String STACKS_ON_RULES = "WatchOfStacksOnRules";
  private static final String STACKS_ON_PARTS = "WatchOfStacksOnParts";

  /** Those that tell people by themselves. */
  private static final List<String> WATCH = List.of(RULES, PARTS, REST, DEPLOYMENTS);

  /** Those that hand what CloudFormation calls to the function. */
  private static final List<String> STACKS = List.of(STACKS_ON_RULES, STACKS_ON_PARTS);

  private static final Path CALLS = Path.of("src/test/resources/watched-calls.txt");
  private static final String BY_CLOUDFORMATION = "cloudformation.amazonaws.com";

  /** No pattern has room for these, and docs/security.md says so. */
  private static final Set<String> NOT_BY_CLOUDFORMATION =
      Set.of(
          "cloudwatch:PutAlarmMuteRule",
          "events:PutPermission",
          "events:RemovePermission",
          "events:UpdateEventBus",
          "sqs:StartMessageMoveTask",
          "chatbot:DeleteSlackChannelConfiguration");

  /** A call as CloudTrail names it and its parameters, and the rules that tell of it. */
  record Call(String service, String name, String parameters, List<String> by) {
    private static final Pattern LINE = Pattern.compile("(\\S+) (\\S+) (\\{.*}) \\|(.*)");

    static Call of(String line) {
      Matcher parts = LINE.matcher(line);
      assertThat(parts.matches()).as(line).isTrue();
      List<String> by =
          Stream.of(parts.group(4).split(" ")).filter(rule -> !rule.isEmpty()).toList();
      return new Call(parts.group(1), parts.group(2), parts.group(3), by);
    }

    ObjectNode event() {
      return record(service, name, STACK.text(new TextNode(parameters)));
    }

    /** As policies and people write it; CloudTrail adds the version of Lambda's API. */
    String action() {
      String namespace =
          switch (service) {
            case "monitoring" -> "cloudwatch";
            case "cloudcontrolapi" -> "cloudformation";
            default -> service;
          };
      return namespace + ":" + name.replaceFirst("2015\\d+(v\\d)?$|2017\\d+$", "");
    }
  }

  static Stream<Call> calls() throws IOException {
    return Files.readAllLines(CALLS).stream()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(Call::of);
  }

  /** Whether the rules for what CloudFormation calls hand it to the function. */
  private static boolean isHanded(Call call) {
    ObjectNode event = call.event();
    ((ObjectNode) event.at("/detail/userIdentity")).put("invokedBy", BY_CLOUDFORMATION);
    return STACKS.stream().anyMatch(rule -> matches(rule, event));
  }

  private static Call disableRule() throws IOException {
    return calls().findFirst().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void tellsOfEveryCallThatCouldSwitchItOffAndOfNoOther(Call call) {
    assertThat(rulesFor(call.event())).containsExactlyElementsOf(call.by());
    assertThat(rulesFor(refused(call.event()))).as("refused").containsExactlyElementsOf(call.by());
  }

  /** The function alone knows whether a deployment of this stack made it, which is told once. */
  @ParameterizedTest
  @MethodSource("calls")
  void handsWhatCloudFormationCallsToTheFunctionOnlyButForTheWatchTrailsAndExceptions(Call call) {
    ObjectNode event = call.event();
    assertThat(STACKS).noneMatch(rule -> matches(rule, event));
    ((ObjectNode) event.at("/detail/userIdentity")).put("invokedBy", BY_CLOUDFORMATION);
    boolean always =
        call.service().equals("cloudtrail")
            || call.service().equals("cloudcontrolapi")
            || call.service().equals("cloudformation")
            || call.service().equals("ssm")
            || call.parameters().contains("${Watch");
    boolean told = always || call.by().isEmpty() || hasNoRoom(call);

    assertThat(rulesFor(event)).containsExactlyElementsOf(always ? call.by() : List.of());
    assertThat(STACKS.stream().filter(rule -> matches(rule, event))).hasSize(told ? 0 : 1);
  }

  /**
   * No text tells of these, so the function has to know each by name; the archive it leaves out.
   */
  @Test
  void handsTheFunctionNoCallOfCloudFormationThatItDoesNotKnow() throws IOException {
    RuleCatalog known = RuleCatalog.packaged();

    assertThat(
            calls()
                .filter(call -> isHanded(call))
                .filter(call -> !call.parameters().matches(".*(:any|archive).*")))
        .hasSizeGreaterThan(40)
        .allSatisfy(call -> assertThat(known.matching(Events.read(call.event()))).isNotEmpty());
  }

  /** The user agent is the caller's; who made the call in whose name, AWS says. */
  @Test
  void isNotFooledByACallerThatCallsItselfCloudFormation() throws IOException {
    ObjectNode event = disableRule().event();
    ((ObjectNode) event.path("detail"))
        .put("userAgent", BY_CLOUDFORMATION)
        .put("sourceIPAddress", BY_CLOUDFORMATION);

    assertThat(rulesFor(event)).containsExactly(RULES);
  }

  /** A policy padded with blanks hides whose it is; CloudTrail has written both kinds of flag. */
  @ParameterizedTest
  @CsvSource({
    "events, PutTargets, WatchOfRules WatchOfParts",
    "sqs, SetQueueAttributes, WatchOfRules",
    "kms, PutKeyPolicy, WatchOfParts",
    "lambda, AddPermission20150331v2, WatchOfParts WatchOfTheRest",
    "monitoring, PutMetricAlarm, WatchOfTheRest",
    "iam, PutRolePolicy, WatchOfTheRest",
    "scheduler, UpdateSchedule, WatchOfRules WatchOfTheRest",
    "cloudformation, UpdateStack, WatchOfDeployments",
    "ec2, RunInstances, ''"
  })
  void tellsOfACallWhoseParametersCloudTrailLeftOut(String service, String call, String by) {
    for (String flag : List.of("true", "'true'")) {
      String left = "{'reason':'requestParameters too large','omitted':" + flag + "}";
      assertThat(String.join(" ", rulesFor(record(service, call, left)))).isEqualTo(by);
    }
  }

  /** An alias does for the stack's name in every call; then the answer alone names the stack. */
  @ParameterizedTest
  @ValueSource(strings = {"CreateChangeSet", "UpdateStack", "UpdateTerminationProtection"})
  void tellsOfADeploymentByAnAliasOfTheStack(String call) {
    assertThat(rulesFor(answered(call, "harmless", DeployedStack.ID))).containsExactly(DEPLOYMENTS);
    assertThat(rulesFor(answered(call, "harmless", "another"))).isEmpty();
  }

  @Test
  void tellsOfAChangeSetOnceItIsExecuted() {
    assertThat(rulesFor(answered("CreateChangeSet", STACK.name(), DeployedStack.ID))).isEmpty();
  }

  private static ObjectNode answered(String call, String stackName, String id) {
    ObjectNode event = record("cloudformation", call, "{'stackName':'" + stackName + "'}");
    String arn = "arn:aws:cloudformation:eu-central-1:123456789012:stack/a/" + id;
    ((ObjectNode) event.path("detail")).putObject("responseElements").put("stackId", arn);
    return event;
  }

  private static boolean hasNoRoom(Call call) {
    return NOT_BY_CLOUDFORMATION.contains(call.action())
        || (call.name().equals("PutResourcePolicy")
            && call.parameters().contains("${SweepFunction}"));
  }

  @Test
  void leavesOutOtherAccountsAndWhatOnlyReads() throws IOException {
    ObjectNode foreign = disableRule().event().put("account", "111122223333");
    ObjectNode reading = disableRule().event();
    ((ObjectNode) reading.path("detail")).put("readOnly", true);

    assertThat(rulesFor(foreign)).isEmpty();
    assertThat(rulesFor(reading)).isEmpty();
  }

  /** Who switches one of them off is seen by another. */
  @ParameterizedTest
  @ValueSource(strings = {RULES, PARTS, REST, DEPLOYMENTS, STACKS_ON_RULES, STACKS_ON_PARTS})
  void watchesEachOfItsRulesByAnother(String rule) {
    String name = name(rule);

    for (String call : List.of("DisableRule", "DeleteRule", "PutRule")) {
      ObjectNode event = record("events", call, "{\"name\":\"" + name + "\"}");
      assertThat(rulesFor(event)).as(call).containsExactly(RULES, PARTS);
    }
    assertThat(rulesFor(record("events", "RemoveTargets", "{\"rule\":\"" + name + "\"}")))
        .containsExactly(RULES, PARTS);
  }

  /**
   * CloudFormation allows 128; a longer pattern would be refused at deployment, by the rule's name.
   */
  @ParameterizedTest
  @ValueSource(strings = {RULES, PARTS, REST, DEPLOYMENTS, STACKS_ON_RULES, STACKS_ON_PARTS})
  void fitsIntoAPatternUnderTheLongestNameOfAStack(String rule) {
    DeployedStack longest = new DeployedStack("s".repeat(128));
    String pattern = longest.text(Template.properties(rule).path("EventPattern"));

    // ARNs are longest in GovCloud.
    assertThat(pattern.replace("arn:aws:sns:eu-central-1:", "arn:aws-us-gov:sns:us-gov-west-1:"))
        .hasSizeLessThanOrEqualTo(LONGEST_PATTERN);
    assertThat(longest.text(Template.properties(rule).path("Name"))).hasSizeLessThanOrEqualTo(64);
  }

  /**
   * A pattern whose wildcards may be at many places at once is refused at deployment, too; a name
   * that repeats itself makes it worse.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rds-security-group-alert",
        "test-test-test",
        "StackSet-rds-security-group-alert-0a1b2c3d-1111-2222-3333-444455556666"
      })
  void isNoMoreComplexThanEventBridgeTakes(String stack) throws IOException {
    DeployedStack deployed = new DeployedStack(stack);
    for (String rule : Stream.concat(WATCH.stream(), STACKS.stream()).toList()) {
      Machine machine = Machine.builder().build();
      machine.addRule(rule, deployed.text(Template.properties(rule).path("EventPattern")));
      assertThat(machine.evaluateComplexity(new MachineComplexityEvaluator(100)))
          .as(rule)
          .isLessThanOrEqualTo(MOST_COMPLEX_PATTERN);
    }
  }

  /** An account's caller chooses parameters, user agent and the paths in ARNs. */
  @ParameterizedTest
  @ValueSource(strings = {RULES, PARTS, REST, DEPLOYMENTS})
  void putsNothingIntoTheMessageThatCouldBreakOut(String rule) {
    JsonNode target = Template.properties(rule).at("/Targets/0");
    JsonNode transformer = target.path("InputTransformer");

    assertThat(target.path("Arn").asText()).isEqualTo("WatchTopic");
    assertThat(transformer.path("InputPathsMap"))
        .extracting(JsonNode::asText)
        .allMatch(path -> !path.contains("requestParameters") && !path.contains("responseElements"))
        .allMatch(path -> !path.endsWith("arn") && !path.contains("userAgent"))
        .allMatch(path -> !path.endsWith("errorMessage"));
    assertThat(transformer.path("InputTemplate").asText().lines())
        .hasSizeGreaterThan(8)
        .allMatch(line -> line.matches("\"[^\"\\\\]*\""));
  }

  /** The fuller alert needs the function, and what it looks for has to reach it. */
  @Test
  void handsToTheFunctionAllThatTheRulesAboutTheStackMatch() throws IOException {
    for (Path hit : Samples.ofTheStack().filter(Samples::isHit).toList()) {
      JsonNode event = Events.json(Files.readString(hit));
      assertThat(Stream.concat(WATCH.stream(), STACKS.stream()))
          .as("%s", hit)
          .anyMatch(rule -> matches(rule, event));
    }
    assertThat(List.of(RULES, PARTS, REST, STACKS_ON_RULES, STACKS_ON_PARTS))
        .allSatisfy(
            rule -> {
              JsonNode targets = Template.properties(rule).path("Targets");
              JsonNode target = targets.path(targets.size() - 1);
              assertThat(target.path("Arn").asText()).isEqualTo("AlertFunction.Alias");
              assertThat(target.path("DeadLetterConfig").toString()).contains("RuleDeadLetters");
            });
    String mayCall = STACK.text(Template.properties("WatchMayCall").path("SourceArn"));
    assertThat(List.of(RULES, PARTS, REST, STACKS_ON_RULES, STACKS_ON_PARTS))
        .map(rule -> "arn:aws:events:eu-central-1:" + DeployedStack.ACCOUNT + ":rule/" + name(rule))
        .allMatch(arn -> arn.matches(mayCall.replace("*", "\\d")));
  }

  private static String name(String rule) {
    return STACK.text(Template.properties(rule).path("Name"));
  }

  @Test
  void isDocumentedCallByCall() throws IOException {
    String document = Files.readString(Path.of("docs/security.md"));

    assertThat(calls().filter(call -> !call.by().isEmpty()).map(call -> "`" + call.action() + "`"))
        .allMatch(document::contains);
  }

  private static ObjectNode refused(ObjectNode event) {
    ((ObjectNode) event.path("detail")).put("errorCode", "AccessDenied");
    return event;
  }

  private static ObjectNode record(String service, String call, String parameters) {
    ObjectNode event =
        Events.withDetail(
            detail -> {
              detail.put("eventSource", service + ".amazonaws.com").put("eventName", call);
              detail.put("readOnly", false).put("managementEvent", true);
              detail.set("requestParameters", Events.json(parameters.replace('\'', '"')));
              detail.putNull("responseElements");
            });
    return event.put("source", "aws." + service);
  }

  private static List<String> rulesFor(JsonNode event) {
    return WATCH.stream().filter(rule -> matches(rule, event)).toList();
  }

  private static boolean matches(String rule, JsonNode event) {
    try {
      Machine machine = Machine.builder().build();
      machine.addRule(rule, STACK.text(Template.properties(rule).path("EventPattern")));
      return !machine.rulesForJSONEvent(event.toString()).isEmpty();
    } catch (Exception e) {
      throw new AssertionError(rule, e);
    }
  }
}
