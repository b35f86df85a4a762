package rdsalert.briefing;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What kind of tool a call says it was made with. A caller can write here whatever they like. */
public enum UserAgentFamily {
  /** Made to attack AWS accounts; GuardDuty reports the same distributions. */
  OFFENSIVE(
      "known attack tool",
      "\\b(pacu|kali|parrot|pentoo|cloudfox|scout ?suite|prowler|enumerate-iam|stratus-red-team"
          + "|weirdaal|cloudgoat|peirates|trufflehog|androxgh0st|s3 ?browser|nimbostratus"
          + "|cloudsplaining|aws_pwn|barq|leonidas)\\b"),
  TERRAFORM("Terraform", "\\b(terraform|opentofu|terragrunt)\\b"),
  CLOUDFORMATION("CloudFormation", "cloudformation\\.amazonaws\\.com|\\baws-cdk\\b"),
  OTHER_DEPLOYMENT("deployment tool", "\\b(pulumi|ansible|crossplane|troposphere|serverless)\\b"),
  CONSOLE(
      "AWS console",
      "(console|signin)\\.(amazonaws\\.com|aws\\.amazon\\.com)|^\\[?aws-internal|^mozilla/"
          + "|\\baws-console|coral"),
  CLI("AWS CLI", "^\\[?aws-cli/|\\baws-cli\\b|cloudshell"),
  SDK(
      "AWS SDK",
      "^\\[?(boto3?|botocore|aws-sdk|aws-tools|awssdk|powershell)|\\b(boto3|botocore|aws-sdk-[a-z0-9+]+)\\b"),
  SERVICE("AWS service", "^[a-z0-9.-]+\\.amazonaws\\.com(\\.cn)?$"),
  UNKNOWN("unknown tool", ".");

  /** CloudTrail keeps one kilobyte of it. */
  private static final int SEARCHED = 1024;

  private final String words;
  private final Pattern pattern;

  UserAgentFamily(String words, String pattern) {
    this.words = words;
    this.pattern = Pattern.compile(pattern);
  }

  /** The family of a user agent; the first in the order above that fits. */
  public static UserAgentFamily of(@Nullable String agent) {
    String known = agent == null ? "" : agent.toLowerCase(Locale.ROOT);
    String searched = known.substring(0, Math.min(SEARCHED, known.length()));
    return Stream.of(values())
        .filter(family -> family.pattern.matcher(searched).find())
        .findFirst()
        .orElse(UNKNOWN);
  }

  public String words() {
    return words;
  }

  public boolean deploys() {
    return this == TERRAFORM || this == CLOUDFORMATION || this == OTHER_DEPLOYMENT;
  }
}
