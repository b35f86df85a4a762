package rdsalert.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsCommandTest {
  @Test
  void quotesShellWordsAndRefusesWhatNoShellCanShow() {
    assertThat(AwsCommand.quoted("a 'b'")).isEqualTo("'a '\\''b'\\'''");
    assertThat(AwsCommand.quoted("")).isEqualTo("''");
    assertThatThrownBy(() -> AwsCommand.quoted("a\nb"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** As the AWS CLI derives its options from the service models. */
  @ParameterizedTest
  @CsvSource({
    "DBSecurityGroupName, db-security-group-name",
    "EC2SecurityGroupOwnerId, ec2-security-group-owner-id",
    "CIDRIP, cidrip",
    "DBInstanceIdentifier, db-instance-identifier",
    "VpcSecurityGroupIds, vpc-security-group-ids",
    "IamRoleArn, iam-role-arn",
    "SecurityGroupRuleIds, security-group-rule-ids",
    "ValuesToRemove, values-to-remove",
    "KmsKeyId, kms-key-id",
    "S3BucketName, s3-bucket-name",
    "ResourceARNs, resource-arns",
    "UserName, user-name",
  })
  void namesOptionsAsTheCliDoes(String parameter, String option) {
    assertThat(AwsCommand.option(parameter)).isEqualTo(option);
  }

  @Test
  void writesFlagsListsAndStructures() {
    var filter = JsonNodeFactory.instance.objectNode().put("Name", "group-id");
    filter.putArray("Values").add("sg-1");
    var list = JsonNodeFactory.instance.arrayNode().add("sgr-1").add("sgr-2");

    assertThat(command().with("PubliclyAccessible", BooleanNode.FALSE, true).arguments())
        .endsWith("--no-publicly-accessible");
    assertThat(command().with("SecurityGroupRuleIds", list, true).arguments())
        .endsWith("--security-group-rule-ids", "sgr-1", "sgr-2");
    assertThat(
            command()
                .with("Filters", JsonNodeFactory.instance.arrayNode().add(filter), true)
                .arguments())
        .endsWith("--filters", "[{\"Name\":\"group-id\",\"Values\":[\"sg-1\"]}]");
  }

  @Test
  void carriesWhatSomebodyCanReadBeforePasting() {
    assertThat(AwsCommand.carries("x".repeat(256))).isTrue();
    assertThat(AwsCommand.carries("x".repeat(257))).isFalse();
    assertThat(AwsCommand.carries("\u00e9".repeat(26) + "xx")).isTrue();
    assertThat(AwsCommand.carries("\u00e9".repeat(26) + "xxx")).isFalse();
  }

  @Test
  void writesAListAsWordsIfItFitsALine() {
    var fits = JsonNodeFactory.instance.arrayNode().add("x".repeat(79));
    var longer = JsonNodeFactory.instance.arrayNode().add("x".repeat(80));

    assertThat(command().with("Ids", fits, true).arguments()).endsWith("x".repeat(79));
    assertThat(command().with("Ids", longer, true).arguments())
        .endsWith("[\"" + "x".repeat(80) + "\"]");
  }

  /** A value at the start of a line could pass for a heading of ours. */
  @Test
  void beginsNoLineWithAValueOfAList() {
    var few = JsonNodeFactory.instance.arrayNode();
    var many = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < 20; i++) {
      (i < 4 ? few : many).add("ALERT-" + "x".repeat(4 * i));
    }

    for (int length = 1; length < 100; length++) {
      var command = command().with("DBInstanceIdentifier", "x".repeat(length));
      var lines = command.with("Few", few, true).with("Many", many, true).lines();

      assertThat(lines.stream().skip(1)).allMatch(line -> line.startsWith("  --"));
      assertThat(String.join(" ", lines))
          .contains("--few ALERT- ALERT-xxxx ", "--many '[\"ALERT-xxxxxxxxxxxxxxxx\",\"ALERT-");
    }
  }

  @Test
  void givesTheCliNoValueThatItWouldReadFromElsewhere() {
    for (String value : List.of("file:///etc/passwd", "fileb://x", "http://example.com/a")) {
      assertThat(command().with("DBInstanceIdentifier", value).arguments())
          .contains("--cli-input-json")
          .noneMatch(word -> word.contains("://"));
    }
  }

  @Test
  void breaksALinkSoThatAShellStillReadsTheSameWord() {
    assertThat(AwsCommand.withoutLinks("example.com")).isEqualTo("example'.'com");
    assertThat(AwsCommand.withoutLinks(AwsCommand.quoted("a example.com")))
        .isEqualTo("'a example'.'com'");
    assertThat(AwsCommand.withoutLinks("mary.major")).isEqualTo("mary.major");
  }

  private static AwsCommand command() {
    return new AwsCommand("rds", "modify-db-instance", "eu-central-1");
  }
}
