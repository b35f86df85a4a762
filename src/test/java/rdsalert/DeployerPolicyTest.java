package rdsalert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rdsalert.testing.Template;

/** Who has the rights of this policy can deploy each kind of resource of the template. */
class DeployerPolicyTest {
  private static final JsonNode POLICY = read();
  private static final Pattern CALL = Pattern.compile("\\baws\\(\"([a-z]+)\", \"([a-z-]+)\"");
  private static final Pattern ACTION = Pattern.compile("\"([a-z0-9-]+):");

  /** {@code AWS::Serverless} stands for Lambda, and for a rule of EventBridge and a schedule. */
  @Test
  void allowsEveryServiceOfTheTemplate() {
    Set<String> used = new TreeSet<>(Set.of("lambda", "events", "scheduler"));
    Template.section("Resources").forEach(resource -> used.add(service(resource)));
    used.remove("serverless");

    assertThat(allowed()).containsAll(used);
  }

  /**
   * Of what CloudFormation may call for a type, and does only for properties that we do not set.
   */
  private static final Pattern NOT_OURS =
      Pattern.compile(
          "(codedeploy|ec2|elasticfilesystem|firehose|kinesis|s3files):.*"
              + "|s3:(GetObjectMetadata|GetObjectVersion|REST\\.PUT\\.OBJECT)"
              + "|chatbot:(Associate|Disassociate)\\w+"
              + "|iam:(Delete|Get|Put)(Group|User)Policy"
              + "|kms:(DisableKey|DisableKeyRotation|EnableKey|Encrypt|ListAliases|ReEncrypt\\w+|RevokeGrant)");

  /** A deployment that lacks one fails half-way, and cannot be taken back by itself. */
  @Test
  void allowsWhatCloudFormationCallsForEachTypeOfTheTemplate() throws IOException {
    List<String> types =
        Files.readAllLines(Path.of("src/test/resources/handler-permissions.txt")).stream()
            .filter(line -> line.startsWith("AWS::"))
            .toList();

    assertThat(types)
        .map(line -> line.split(" ", 2)[0])
        .containsAll(
            Template.section("Resources")
                .valueStream()
                .map(resource -> resource.path("Type").asText())
                .filter(type -> !type.startsWith("AWS::Serverless::"))
                .toList());
    for (String line : types) {
      assertThat(line.split(" "))
          .filteredOn(word -> !word.startsWith("AWS::") && !NOT_OURS.matcher(word).matches())
          .as(line)
          .allMatch(action -> isAllowed(action));
    }
  }

  private static boolean isAllowed(String action) {
    return POLICY
        .path("Statement")
        .valueStream()
        .flatMap(
            one ->
                one.path("Action").isArray()
                    ? one.path("Action").valueStream()
                    : Stream.of(one.path("Action")))
        .anyMatch(allowed -> action.matches(allowed.asText().replace("*", ".*")));
  }

  /** CloudFormation begins all other names with the stack's. */
  @Test
  void allowsTheRulesThatHaveNamesOfTheirOwn() {
    String resources = POLICY.path("Statement").findValues("Resource").toString();

    assertThat(Template.resources("AWS::Events::Rule"))
        .map(rule -> Template.properties(rule).path("Name").toString())
        .filteredOn(name -> !name.isEmpty())
        .hasSizeGreaterThan(5)
        .allMatch(name -> name.contains("\"rds-alert-watch-"));
    assertThat(resources).contains(":rule/rds-alert-watch-*\"");
  }

  /** The ledger is encrypted, and its readers need the key. */
  @Test
  void letsTheDrillReadTheLedger() {
    List<JsonNode> decrypting =
        POLICY
            .path("Statement")
            .valueStream()
            .filter(one -> one.path("Action").toString().contains("\"kms:Decrypt\""))
            .filter(one -> !one.path("Condition").toString().contains("CalledVia"))
            .toList();

    assertThat(decrypting)
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.at("/Condition/StringEquals/kms:ViaService").asText())
                    .isEqualTo("dynamodb.eu-central-1.amazonaws.com"));
  }

  /** IAM counts no white space, and takes no longer one. */
  @Test
  void isNoLongerThanAManagedPolicyMayBe() {
    assertThat(POLICY.toString()).hasSizeLessThanOrEqualTo(6_144);
  }

  @Test
  void letsRolesOfTheStackAloneBeMadeAndPassed() {
    for (JsonNode statement : POLICY.path("Statement")) {
      if (statement.path("Action").toString().contains("\"iam:")) {
        String whose =
            statement.path("Action").asText().equals("iam:CreateServiceLinkedRole")
                ? "aws-service-role/management.chatbot.amazonaws.com/"
                : "rds-security-group-alert-";
        assertThat(statement.path("Resource").asText())
            .isEqualTo("arn:aws:iam::123456789012:role/" + whose + "*");
        assertThat(statement.path("Condition")).isNotEmpty();
      }
    }
  }

  @Test
  void allowsEveryCallOfPreflightAndDrillAndToConfirm() throws IOException {
    Set<String> calls = new TreeSet<>(Set.of("sns:ConfirmSubscription"));
    for (String command : List.of("preflight", "drill", "aws.py")) {
      CALL.matcher(Files.readString(Path.of("ops", command)))
          .results()
          .forEach(call -> calls.add(call.group(1) + ":" + pascal(call.group(2))));
    }
    calls.remove("lambda:Invoke");

    String allowed = "";
    for (JsonNode statement : POLICY.path("Statement")) {
      allowed +=
          statement.path("Condition").has("ForAnyValue:StringEquals")
              ? ""
              : statement.path("Action");
    }
    assertThat(allowed).contains("lambda:InvokeFunction").contains(calls);
  }

  private static String pascal(String words) {
    return Pattern.compile("(?:^|-)(.)")
        .matcher(words)
        .replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
  }

  private static String service(JsonNode resource) {
    return resource.path("Type").asText().split("::", -1)[1].toLowerCase(Locale.ROOT);
  }

  private static Set<String> allowed() {
    Set<String> services = new TreeSet<>();
    for (JsonNode statement : POLICY.path("Statement")) {
      String actions = statement.path("Action").toString();
      ACTION.matcher(actions).results().forEach(action -> services.add(action.group(1)));
    }
    return services;
  }

  private static JsonNode read() {
    try {
      return new JsonMapper().readTree(Path.of("docs/deployer-policy.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
