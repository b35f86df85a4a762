package rdsalert.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.silence.Exceptions.NOW;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.event.Events;

/** What an exception may rest on, and how far it reaches; {@link StrangersTest} has what not. */
class ReachTest {
  /** Which entries are on, and which limited: on, but covering less. */
  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"account":["123456789012"],"detail":{"requestParameters":{"dBSecurityGroupName":[{"prefix":"test-"}]}}} | limited
          {"detail":{"recipientAccountId":["123456789012"],"requestParameters":{"tags":{"key":["environment"],"value":["test"]}}}} | limited
          {"detail":{"userIdentity":{"sessionContext":{"sessionIssuer":{"userName":["Deploy"],"accountId":["123456789012"]}}}}} | limited
          {"detail":{"$or":[{"recipientAccountId":["123456789012"],"requestParameters":{"groupId":["sg-0test"]}},{"userIdentity":{"arn":["arn:aws:iam::123456789012:user/mary"]}}]}} | limited
          {"detail":{"userIdentity":{"arn":["arn:aws:iam::123456789012:user/mary"]}}}                        | on
          {"detail":{"userIdentity":{"arn":[{"prefix":"arn:aws:iam::123456789012:user/reporting/"}]}}}       | on
          {"detail":{"userIdentity":{"arn":[{"prefix":"arn:aws-cn:sts::123456789012:assumed-role/Deploy/"}]}}} | on
          {"detail":{"userIdentity":{"arn":["arn:aws:sts::123456789012:assumed-role/Deploy/session"]}}}      | on
          {"detail":{"userIdentity":{"principalId":["AIDACKCEVSQ6C2EXAMPLE"]}}}                              | on
          {"detail":{"userIdentity":{"principalId":[{"prefix":"AROADBQP57FF2AEXAMPLE:"}]}}}                  | on
          {"detail":{"userIdentity":{"sessionContext":{"sessionIssuer":{"arn":["arn:aws:iam::123456789012:role/Deploy"]}}},"sourceIPAddress":[{"cidr":"198.51.100.0/24"}]}} | on
          {"detail":{"userIdentity":{"sessionContext":{"sessionIssuer":{"principalId":["AROADBQP57FF2AEXAMPLE"]}}}}} | on
          {"detail":{"userIdentity":{"$or":[{"arn":["arn:aws:iam::123456789012:user/mary"]},{"principalId":["AIDACKCEVSQ6C2EXAMPLE"]}]}}} | on
          """)
  void restsOnWhatAwsVouchesFor(String pattern, String expected) {
    assertThat(state(pattern, false)).isEqualTo(expected);
    assertThat(state(pattern, true)).isIn("broad", "on");
    assertThat(SilenceSchema.faults(file(pattern, false))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"detail":{"userIdentity":{"arn":["arn:aws:iam::123456789012:user/mary"]}}} | false
          {"detail":{"userIdentity":{"type":["IAMUser","Root"]}}}                     | true
          {"detail":{"userIdentity":{"type":["Root"]}}}                               | true
          {"detail":{"userIdentity":{"arn":["arn:aws:iam::123456789012:root"]}}}      | true
          {"detail":{"sourceIPAddress":[{"cidr":"198.51.100.0/24"}]}}                 | true
          {"account":["123456789012"]}                                                | true
          {}                                                                          | true
          """)
  void saysWhereABroadOneMayCoverRoot(String pattern, boolean mayCoverRoot) {
    assertThat(((SilenceStatus.On) status(pattern, true)).exception().mayCoverRoot())
        .isEqualTo(mayCoverRoot);
  }

  @ParameterizedTest
  @CsvSource({"PT12H, ACCOUNT", "PT12H1S, ANYBODY"})
  void countsHoursBesideAnAccountIfTheyAreFew(Duration length, Reach reach) {
    var hours =
        new MaintenanceSchedule(
            Set.of(DayOfWeek.SATURDAY), LocalTime.NOON, length, ZoneId.of("UTC"));

    assertThat(Reach.of(Events.json("{\"account\":[\"123456789012\"]}"), hours)).isEqualTo(reach);
  }

  private static String state(String pattern, boolean broad) {
    return switch (status(pattern, broad)) {
      case SilenceStatus.On on ->
          switch (on.exception().reach()) {
            case IDENTITIES -> "on";
            case ACCOUNT -> broad ? "broad" : "limited";
            case ANYBODY -> "broad";
          };
      case SilenceStatus.Off _ -> "off";
    };
  }

  private static SilenceStatus status(String pattern, boolean broad) {
    return Exceptions.file(file(pattern, broad)).statuses(NOW).getFirst();
  }

  private static String file(String pattern, boolean broad) {
    var entry = Exceptions.entry("one", "{}").put("broad", broad);
    entry.set("pattern", Events.json(pattern));
    return "{\"exceptions\": [" + entry + "]}";
  }
}
