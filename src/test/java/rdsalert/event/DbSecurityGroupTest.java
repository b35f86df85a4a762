package rdsalert.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.event.DbSecurityGroup.AddressRange;
import rdsalert.event.DbSecurityGroup.Ec2Group;
import rdsalert.event.DbSecurityGroup.Tag;

/** The group that a call created, however CloudTrail wrote it. */
class DbSecurityGroupTest {
  private static final DbSecurityGroup COMPLETE =
      new DbSecurityGroup(
          "reports",
          "Reports",
          "as stored",
          "arn:aws:rds:eu-central-1:123456789012:secgrp:reports",
          "vpc-0a1b2c3d",
          "123456789012",
          List.of(new AddressRange("203.0.113.0/24", "authorized")),
          List.of(new Ec2Group("sg-0a1b2c3d", "web", "123456789012", "authorizing")),
          List.of(new Tag("team", "reporting")));

  @Test
  void readsTheNamesAsRdsSpellsThem() {
    assertThat(Events.read(Events.plain()).securityGroup()).isEqualTo(COMPLETE);
  }

  @Test
  void readsOtherCasings() {
    String request = field("requestParameters").replace("dBS", "DBs").replace("tags", "Tags");
    String response =
        field("responseElements")
            .replace("dBSecurity", "dbSecurity")
            .replace("eC2", "EC2")
            .replace("iPRanges", "ipRanges")
            .replace("cIDRIP", "CIDRIP");

    assertThat(group(request, response)).isEqualTo(COMPLETE);
  }

  @Test
  void readsThroughOneWrapperObject() {
    assertThat(
            group(
                "{\"request\":" + field("requestParameters") + "}",
                "{\"dBSecurityGroup\":" + field("responseElements") + "}"))
        .isEqualTo(COMPLETE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "[]", "7", "\"text\"", "{\"tags\":null}", "{\"x\":{}}"})
  void readsAGroupOfWhichNothingIsKnown(String json) {
    assertThat(group(json, json))
        .isEqualTo(
            new DbSecurityGroup(
                null, null, null, null, null, null, List.of(), List.of(), List.of()));
  }

  @Test
  void takesWhatWasAskedForWhereTheAnswerSaysNothing() {
    DbSecurityGroup group = group(field("requestParameters"), "null");

    assertThat(group.name()).isEqualTo("Reports");
    assertThat(group.description()).isEqualTo("as asked");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [{"key":"a","value":"b"}] | a | b
          [{"Key":"a","Value":"b"}] | a | b
          [{"key":"a"}]             | a | ``
          [{"key":"a","value":null}]| a | ``
          [{"key":1,"value":2}]     | 1 | 2
          """)
  void readsTags(String tags, String key, String value) {
    assertThat(group("{\"tags\":" + tags + "}", "null").tags())
        .containsExactly(new Tag(key, value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[null]", "[7]", "[{\"value\":\"b\"}]", "\"a\"", "{}", "[[]]"})
  void leavesOutWhatIsNoTag(String tags) {
    assertThat(group("{\"tags\":" + tags + "}", "null").tags()).isEmpty();
  }

  private static DbSecurityGroup group(String request, String response) {
    return Events.read(Events.about(request, response)).securityGroup();
  }

  private static String field(String name) {
    return Events.plain().path("detail").path(name).toString();
  }
}
