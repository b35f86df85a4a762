package rdsalert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.testing.AwsPolicy;
import rdsalert.testing.AwsPolicy.Request;
import rdsalert.testing.Template;

/**
 * Nobody but the two functions can write to the ledger, whatever their own policies allow: one
 * forged item could silence a window.
 */
class LedgerPolicyTest {
  private static final String TABLE =
      "arn:aws:dynamodb:eu-central-1:123456789012:table/alerts-Ledger-1K2J3H4G5F6D";
  private static final String INDEX = TABLE + "/index/queue-dueAt";
  private static final AwsPolicy OF_THE_TABLE =
      policy(Template.properties("Ledger").at("/ResourcePolicy/PolicyDocument"));

  /**
   * The actions that each call of DynamoDB needs that can change an item, as its guides name them.
   */
  private static final List<String> WRITES =
      List.of(
          "dynamodb:PutItem", // TransactWriteItems too
          "dynamodb:UpdateItem", // TransactWriteItems too
          "dynamodb:DeleteItem", // TransactWriteItems too
          "dynamodb:BatchWriteItem",
          "dynamodb:PartiQLInsert", // ExecuteStatement, BatchExecuteStatement, ExecuteTransaction
          "dynamodb:PartiQLUpdate",
          "dynamodb:PartiQLDelete");

  /** What people look with, deploy with, and break the glass with. */
  private static final List<String> OTHERS =
      List.of(
          "dynamodb:GetItem",
          "dynamodb:BatchGetItem",
          "dynamodb:ConditionCheckItem",
          "dynamodb:Query",
          "dynamodb:Scan",
          "dynamodb:PartiQLSelect",
          "dynamodb:DescribeTable",
          "dynamodb:UpdateTable",
          "dynamodb:UpdateTimeToLive",
          "dynamodb:DeleteTable",
          "dynamodb:GetResourcePolicy",
          "dynamodb:PutResourcePolicy",
          "dynamodb:DeleteResourcePolicy");

  private static final List<String> FUNCTIONS = List.of(role("AlertRole"), role("SweepRole"));

  /** Everybody else; a null is a service of AWS that calls in no name. */
  private static Stream<Arguments> strangers() {
    return Stream.of(
            "arn:aws:iam::123456789012:root",
            "arn:aws:iam::123456789012:user/admin",
            "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1",
            "arn:aws:iam::123456789012:role/OrganizationAccountAccessRole",
            "arn:aws:iam::123456789012:role/aws-service-role/replication.dynamodb.amazonaws.com/R",
            role("AlertRole") + "-2",
            role("ScheduleRole"),
            role("AlertRole").replace("123456789012", "210987654321"),
            role("SweepRole").replace(":role/", ":user/"),
            null)
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void deniesEveryWriteToEverybodyElse(@Nullable String stranger) {
    assertThat(WRITES)
        .allSatisfy(write -> assertThat(denied(stranger, write, TABLE)).isTrue())
        .allSatisfy(write -> assertThat(denied(stranger, write, INDEX)).isTrue());
  }

  @Test
  void deniesTheTwoFunctionsNothing() {
    assertThat(FUNCTIONS)
        .allSatisfy(
            function ->
                assertThat(Stream.of(WRITES, OTHERS).flatMap(List::stream))
                    .noneMatch(action -> denied(function, action, TABLE)));
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void deniesNobodyToLookOrToTakeThePolicyAway(@Nullable String stranger) {
    assertThat(OTHERS).noneMatch(action -> denied(stranger, action, TABLE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AlertFunction", "SweepFunction"})
  void isReachedByTheFunctionsAndNoOtherTableIs(String function) {
    AwsPolicy own = policy(Template.properties(function + "Policy").path("PolicyDocument"));
    String other = TABLE.replace("-Ledger-", "-Other-");

    assertThat(List.of("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"))
        .allSatisfy(action -> assertThat(own.allows(by(function, action, TABLE))).isTrue())
        .noneMatch(action -> own.allows(by(function, action, other)))
        .noneMatch(action -> own.allows(by("Other", action, TABLE)))
        .noneMatch(action -> own.allows(new Request(null, action, TABLE)));
    assertThat(own.allows(by(function, "dynamodb:DeleteItem", TABLE))).isFalse();
    assertThat(own.allows(by(function, "dynamodb:Query", INDEX)))
        .isEqualTo(function.equals("SweepFunction"));
  }

  /** A request from within a function of the stack. */
  private static Request by(String function, String action, String resource) {
    return new Request(
        null, action, resource, Map.of("lambda:SourceFunctionArn", function(function)));
  }

  private static boolean denied(@Nullable String principal, String action, String resource) {
    return OF_THE_TABLE.denies(new Request(principal, action, resource));
  }

  private static AwsPolicy policy(JsonNode document) {
    assertThat(document.isObject()).as("the template has such a policy").isTrue();
    return new AwsPolicy(document, LedgerPolicyTest::resolved);
  }

  /** As CloudFormation would put it, in a stack called {@code alerts}. */
  private static String resolved(String text) {
    if (text.endsWith("Role.Arn")) {
      return role(text.substring(0, text.length() - ".Arn".length()));
    }
    if (text.endsWith("Function.Arn")) {
      return function(text.substring(0, text.length() - ".Arn".length()));
    }
    return text.replace("${AWS::Partition}", "aws")
        .replace("${AWS::Region}", "eu-central-1")
        .replace("${AWS::AccountId}", "123456789012")
        .replace("${AWS::StackName}", "alerts");
  }

  private static String function(String logicalId) {
    return "arn:aws:lambda:eu-central-1:123456789012:function:alerts-" + logicalId + "-1A2B3C4D";
  }

  private static String role(String logicalId) {
    return "arn:aws:iam::123456789012:role/alerts-" + logicalId + "-9Z8Y7X6W";
  }
}
