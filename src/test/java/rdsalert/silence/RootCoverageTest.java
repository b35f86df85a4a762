package rdsalert.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.silence.Exceptions.NOW;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RootCoverageTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"userIdentity\": {\"type\": [\"Root\"]}}",
        "{\"userIdentity\": {\"type\": [\"IAMUser\", \"Root\"], \"userName\": [\"mary\"]}}",
        "{\"userIdentity\": {\"type\": [{\"equals-ignore-case\": \"ROOT\"}]}}",
        "{\"userIdentity\": {\"type\": [{\"prefix\": \"Roo\"}]}}",
        "{\"userIdentity\": {\"type\": [{\"wildcard\": \"R*t\"}]}}",
        "{\"userIdentity\": {\"arn\": [\"arn:aws:iam::999999999999:root\"]}}",
        "{\"userIdentity\": {\"arn\": [\"arn:aws-cn:iam::999999999999:root\"]}}",
        "{\"userIdentity\": {\"arn\": [{\"suffix\": \":root\"}]}}",
        "{\"userIdentity\": {\"arn\": [{\"suffix\": \"oot\"}]}}",
        "{\"userIdentity\": {\"arn\": [{\"wildcard\": \"arn:aws:iam::*:root\"}]}}",
        "{\"userIdentity\": {\"arn\": [{\"prefix\": \"arn:aws:iam::999999999999:roo\"}]}}",
        "{\"userIdentity\": {\"principalId\": [\"999999999999\"]}}",
        "{\"userIdentity\": {\"sessionContext\": {\"sessionIssuer\": {\"type\": [\"Root\"]}}}}",
        "{\"userIdentity\": {\"sessionContext\": {\"sessionIssuer\":"
            + " {\"arn\": [{\"suffix\": \":root\"}]}}}}",
        "{\"$or\": [{\"userIdentity\": {\"type\": [\"Root\"]}}, {\"awsRegion\": [\"x\"]}]}"
      })
  void findsAPatternThatMeansRootWhateverItsForm(String detail) {
    assertThat(Exceptions.of(Exceptions.covering("root", detail)).off(NOW))
        .extracting(SilenceStatus.Off::why)
        .containsExactly("is off: it names root; narrow its pattern, or say \"broad\": true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"requestParameters\": {\"dBSecurityGroupName\": [\"root\"]}}",
        "{\"responseElements\": {\"dBSecurityGroupArn\": [{\"suffix\": \":root\"}]}}",
        "{\"userAgent\": [\"root\"]}",
        "{\"userIdentity\": {\"userName\": [\"root\"]}}",
        "{\"userIdentity\": {\"arn\": [\"arn:aws:iam::999999999999:user/root\"]}}",
        "{\"userIdentity\": {\"arn\": [{\"prefix\": \"arn:aws:iam::999999999999:\"}]}}",
        "{\"userIdentity\": {\"arn\": [{\"prefix\": \"arn:aws:iam::999999999999:ro\"}]}}",
        "{\"userIdentity\": {\"accountId\": [\"999999999999\"],"
            + " \"type\": [{\"anything-but\": \"Root\"}]}}"
      })
  void takesOneThatMeansSomebodyElse(String detail) {
    assertThat(Exceptions.of(Exceptions.covering("other", detail)).off(NOW)).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"sourceIPAddress": ["198.51.100.7"]} | true
          {"recipientAccountId": ["999999999999"], "userIdentity": {"accountId": ["999999999999"]}} | true
          {"userIdentity": {"arn": [{"prefix": "arn:aws-us-gov:iam::999999999999:"}]}} | true
          {"userIdentity": {"type": [{"anything-but": "IAMUser"}]}} | true
          {"userIdentity": {"sessionContext": {"attributes": {"mfaAuthenticated": ["true"]}}}} | true
          {"userIdentity": {"type": ["Root"], "accountId": ["999999999999"]}} | true
          {"$or": [{"userIdentity": {"userName": ["mary"]}}, {"awsRegion": ["eu-central-1"]}]} | true
          {"$or": [{"userIdentity": {"userName": ["mary"]}}, {"userIdentity": {"userName": ["joe"]}}]} | false
          {"userIdentity": {"type": [{"anything-but": "Root"}]}} | false
          {"userIdentity": {"arn": [{"prefix": "arn:aws:iam::999999999999:user/"}]}} | false
          {"userIdentity": {"userName": ["root"]}} | false
          {"userIdentity": {"sessionContext": {"sessionIssuer": {"userName": ["Deploy"]}}}} | false
          """)
  void tellsWhetherABroadOneLetsRootPass(String detail, boolean covers) {
    var entry = Exceptions.entry("one", detail);

    assertThat(only(entry.put("broad", true)).coversRoot()).isEqualTo(covers);
  }

  @Test
  void neverCoversRootUnlessMarkedAsBroad() {
    assertThat(only(Exceptions.entry("one", "{\"sourceIPAddress\": [\"x\"]}")).coversRoot())
        .isFalse();
  }

  private static Silence only(ObjectNode entry) {
    return switch (Exceptions.of(entry.toString()).statuses(NOW).getFirst()) {
      case SilenceStatus.On(Silence exception, var _) -> exception;
      case SilenceStatus.Off off -> throw new AssertionError(off);
    };
  }
}
