package rdsalert.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.silence.Exceptions.NOW;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.event.Events;

/** What an exception may rest on: each line a pattern, in short, and how far it reaches. */
class ReachTest {
  /** Which kinds of entries are on, limited (on, but covering less), or off unless broad. */
  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"detail":{"userIdentity":{"arn":[{"suffix":"/build-bot"}]}}}                                      | off
          {"detail":{"userIdentity":{"principalId":[{"suffix":":build-bot"}]}}}                              | off
          {"detail":{"userIdentity":{"arn":[{"wildcard":"*/build-bot"}]}}}                                   | off
          {"detail":{"userIdentity":{"arn":[{"wildcard":"arn:aws:sts::*:assumed-role/*/build-bot"}]}}}       | off
          {"detail":{"userIdentity":{"type":["AssumedRole"]}}}                                               | off
          {"detail":{"userIdentity":{"type":["IAMUser","AssumedRole"]}}}                                     | off
          {"detail":{"userIdentity":{"accessKeyId":[{"prefix":"ASIA"}]}}}                                    | off
          {"detail":{"userIdentity":{"sessionContext":{"attributes":{"mfaAuthenticated":["true"]}}}}}        | off
          {"detail":{"userIdentity":{"sessionContext":{"attributes":{"mfaAuthenticated":["false"]}}}}}       | off
          {"detail":{"userIdentity":{"sessionContext":{"sourceIdentity":["mary"]}}}}                         | off
          {"detail":{"vpcEndpointId":[{"exists":true}]}}                                                     | off
          {"detail":{"userIdentity":{"sessionContext":{"sessionIssuer":{"userName":["Deploy"]}}}}}           | off
          {"detail":{"userIdentity":{"arn":[{"prefix":"arn:aws:iam::123456789012:user/rep"}]}}}              | off
          {"detail":{"sourceIPAddress":["cloudformation.amazonaws.com"]}}                                    | off
          {"detail":{"userIdentity":{"sessionContext":{"sessionIssuer":{"arn":[{"prefix":"arn:aws:iam::123456789012:role/Deploy"}]}}}}} | off
          {"detail":{"userIdentity":{"arn":[{"prefix":"arn:aws:sts::123456789012:assumed-role/Deploy"}]}}}   | off
          {"detail":{"userIdentity":{"userName":["mary"]}}}                                                  | off
          {"detail":{"userIdentity":{"invokedBy":["cloudformation.amazonaws.com"]}}}                         | off
          {"detail":{"userAgent":[{"wildcard":"*Terraform*"}]}}                                              | off
          {"detail":{"requestParameters":{"dBSecurityGroupName":[{"prefix":"test-"}]}}}                      | off
          {"detail":{"requestParameters":{"tags":{"key":["environment"],"value":["test"]}}}}                 | off
          {}                                                                                                 | off
          {"account":["123456789012"]}                                                                       | off
          {"detail":{"sourceIPAddress":[{"cidr":"198.51.100.0/24"}]}}                                        | off
          {"detail":{"userIdentity":{"arn":["arn:aws:iam::123456789012:root"]}}}                             | off
          {"detail":{"userIdentity":{"arn":["arn:aws:iam::123456789012:user/mary","arn:aws:iam::123456789012:root"]}}} | off
          {"detail":{"userIdentity":{"arn":[{"prefix":"arn:aws:iam::123456789012:user/"}]}}}                 | off
          {"detail":{"userIdentity":{"arn":[{"prefix":"arn:aws:sts::123456789012:assumed-role/"}]}}}         | off
          {"detail":{"userIdentity":{"arn":["arn:aws:sts::123456789012:federated-user/mary"]}}}              | off
          {"detail":{"userIdentity":{"sessionContext":{"sessionIssuer":{"arn":[{"prefix":"arn:aws:iam::123456789012:role/aws-reserved/"}]}}}}} | off
          {"detail":{"userIdentity":{"sessionContext":{"sessionIssuer":{"arn":[{"prefix":"arn:aws:iam::123456789012:role/service-role/"}]}}}}} | off
          {"detail":{"userIdentity":{"principalId":[{"prefix":"AROA"}]}}}                                    | off
          {"detail":{"userIdentity":{"arn":[{"anything-but":"arn:aws:iam::123456789012:user/eve"}]}}}        | off
          {"account":["123456789012"],"detail":{"requestParameters":{"name":[{"exists":true}]}}}             | off
          {"account":["123456789012"],"detail":{"requestParameters":{"name":[{"wildcard":"*"}]}}}            | off
          {"account":["123456789012"],"detail":{"sourceIPAddress":[{"cidr":"0.0.0.0/0"}]}}                   | off
          {"account":[{"prefix":"1"}],"detail":{"requestParameters":{"name":["test"]}}}                      | off
          {"detail":{"$or":[{"userIdentity":{"arn":["arn:aws:iam::123456789012:user/mary"]}},{"userAgent":["tool"]}]}} | off
          {"account":["123456789012"],"detail":{"requestParameters":{"dBSecurityGroupName":[{"prefix":"test-"}]}}} | limited
          {"detail":{"recipientAccountId":["123456789012"],"requestParameters":{"tags":{"key":["environment"],"value":["test"]}}}} | limited
          {"detail":{"recipientAccountId":["123456789012"],"userAgent":[{"wildcard":"*Terraform*"}]}}        | limited
          {"detail":{"recipientAccountId":["123456789012"],"sourceIPAddress":[{"cidr":"198.51.100.0/24"}]}}  | limited
          {"detail":{"userIdentity":{"sessionContext":{"sessionIssuer":{"userName":["Deploy"],"accountId":["123456789012"]}}}}} | limited
          {"detail":{"$or":[{"recipientAccountId":["123456789012"],"userAgent":["tool"]},{"userIdentity":{"arn":["arn:aws:iam::123456789012:user/mary"]}}]}} | limited
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
    var entry = Exceptions.entry("one", "{}").put("broad", broad);
    entry.set("pattern", Events.json(pattern));
    return Exceptions.of(entry.toString()).statuses(NOW).getFirst();
  }
}
