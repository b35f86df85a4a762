package rdsalert.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.silence.Exceptions.NOW;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.event.Events;

/** How much a pattern covers, and on whose word. */
class BreadthTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"detail\": {\"requestParameters\": {\"tags\": {\"key\": [{\"exists\": false}]}}}}",
        "{\"time\": [{\"prefix\": \"20\"}]}",
        "{\"detail\": {\"eventTime\": [{\"wildcard\": \"2*Z\"}]}}",
        "{\"detail\": {\"userIdentity\": {\"arn\": [{\"prefix\": \"arn:aws:\"}]}}}",
        "{\"detail\": {\"userIdentity\": {\"arn\": [{\"prefix\": \"arn:aws-cn:\"}]}}}",
        "{\"detail\": {\"userIdentity\": {\"arn\": [{\"prefix\": \"arn:aws-us-gov:\"}]}}}",
        "{\"detail\": {\"sourceIPAddress\": [{\"cidr\": \"2000::/3\"}]}}",
        "{\"detail\": {\"sourceIPAddress\": [{\"prefix\": \"2\"}, {\"cidr\": \"::/0\"}]}}"
      })
  void findsThatAPatternCoversAllCallsOfAKind(String pattern) {
    assertThat(one(pattern).off(NOW))
        .singleElement()
        .asString()
        .contains("it matches everybody's calls");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"account\": [\"123456789012\"]}",
        "{\"time\": [{\"prefix\": \"2026-02-01\"}]}",
        "{\"detail\": {\"requestParameters\": {\"tags\": {\"key\": [\"test\"]}}}}",
        "{\"detail\": {\"userIdentity\": {\"arn\": [{\"prefix\": \"arn:aws:iam::123456789012:user/\"}]}}}",
        "{\"detail\": {\"sourceIPAddress\": [{\"cidr\": \"2001:db8::/32\"}, {\"cidr\": \"192.0.2.0/24\"}]}}"
      })
  void takesWhatCoversFew(String pattern) {
    assertThat(one(pattern).off(NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"account": ["123456789012"]}                                       | true
          {"region": ["eu-central-1"]}                                        | true
          {"time": [{"prefix": "2026-02-01"}]}                                | true
          {"detail": {"vpcEndpointId": ["vpce-0123"]}}                        | true
          {"detail": {"userAgent": ["deploy"]}}                               | false
          {"detail": {"requestParameters": {"tags": {"key": ["test"]}}}}      | false
          {"detail": {"tlsDetails": {"clientProvidedHostHeader": ["host"]}}}  | false
          """)
  void knowsWhatAnyCallerCanChoose(String pattern, boolean more) {
    assertThat(one(pattern).statuses(NOW))
        .singleElement()
        .isInstanceOfSatisfying(
            SilenceStatus.On.class,
            on -> assertThat(on.exception().restsOnMoreThanCallersText()).isEqualTo(more));
  }

  /** One entry with a pattern over the whole event. */
  private static Silences one(String pattern) {
    var entry = Exceptions.entry("one", "{}");
    entry.set("pattern", Events.json(pattern));
    return Exceptions.of(entry.toString());
  }
}
