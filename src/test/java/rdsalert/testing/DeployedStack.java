package rdsalert.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The template's texts as CloudFormation deploys them under a stack's name, every condition true.
 * What it generates itself is as long as it can be.
 */
public record DeployedStack(String name) {
  public static final String ACCOUNT = "123456789012";

  /** What is the stack's own in its ARN. */
  public static final String ID = "0a1b2c3d-1111-2222-3333-444455556666";

  private static final Pattern SLOT = Pattern.compile("\\$\\{([A-Za-z0-9:.]+)}");

  /** AWS's own bounds on names; of a longer one CloudFormation cuts something off. */
  private static final Map<String, Integer> LONGEST =
      Map.of(
          "AWS::Lambda::Function", 64,
          "AWS::Serverless::Function", 64,
          "AWS::IAM::Role", 64,
          "AWS::Events::Rule", 64,
          "AWS::Events::Archive", 48,
          "AWS::SQS::Queue", 80);

  /** A text that {@code !Sub} makes, with or without values of its own. */
  public String text(JsonNode sub) {
    return sub.isArray()
        ? fill(sub.path(0).asText(), sub.path(1))
        : fill(sub.asText(), sub.path("none"));
  }

  private String fill(String text, JsonNode values) {
    return SLOT.matcher(text).replaceAll(slot -> Matcher.quoteReplacement(value(slot, values)));
  }

  private String value(MatchResult slot, JsonNode values) {
    JsonNode value = values.path(slot.group(1));
    if (value.isMissingNode()) {
      return physical(slot.group(1));
    }
    // A choice by a condition, or the part of the stack's id that is its own.
    return value.path(0).isTextual() ? text(value.path(1)) : ID;
  }

  /** What {@code !Ref} gives, or an attribute. */
  public String physical(String reference) {
    return switch (reference) {
      case "AWS::StackName" -> name;
      case "AWS::AccountId" -> ACCOUNT;
      case "AWS::Region" -> "eu-central-1";
      case "AWS::Partition" -> "aws";
      case "Key" -> "00000000-0000-0000-0000-000000000000";
      case "SweepFunctionEveryFiveMinutes" -> generated(reference, 64);
      case "AlertFunctionCallRecorded" -> generated(reference, 64);
      default -> ofResource(reference.replace(".QueueName", ""));
    };
  }

  private String ofResource(String reference) {
    String logicalId = reference.replace(".TopicName", "");
    JsonNode own = Template.properties(logicalId).path("Name");
    if (own.isArray()) {
      return text(own);
    }
    String type = Template.section("Resources").path(logicalId).path("Type").asText();
    String named = generated(logicalId, LONGEST.getOrDefault(type, 255));
    return type.equals("AWS::SNS::Topic") && reference.equals(logicalId)
        ? "arn:aws:sns:eu-central-1:" + ACCOUNT + ":" + named
        : named;
  }

  private String generated(String logicalId, int longest) {
    String whole = name + "-" + logicalId;
    return whole.substring(0, Math.min(whole.length(), longest - 13)) + "-1A2B3C4D5E6F";
  }
}
