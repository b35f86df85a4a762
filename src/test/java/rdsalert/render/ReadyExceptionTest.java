package rdsalert.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Briefing;
import rdsalert.briefing.ReadyException;
import rdsalert.event.ManagementEvent;
import rdsalert.silence.Exceptions;
import rdsalert.silence.Silences;
import rdsalert.silence.Silences.Verdict;
import rdsalert.testing.Samples;
import rdsalert.testing.TestRules;

/** What an alert offers to paste has to do what it says, and nothing before somebody thought. */
class ReadyExceptionTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String FEDERATED = "arn:aws:sts::123456789012:federated-user/mary";

  static Stream<String> samples() {
    return SampleAlerts.matching().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void silencesTheEventItWasMadeForOnceItHasAnOwnerAndAReason(String sample) {
    Alert alert = SampleAlerts.alert(SampleAlerts.event(sample));
    List<String> lines = lines(alert);
    if (lines.isEmpty()) {
      assertThat(alert.event().actor().isRoot()).as(sample).isTrue();
      return;
    }

    ObjectNode entry = read(lines);

    assertThat(silences(entry, alert)).isFalse();
    entry.put("owner", "platform team").put("reason", "known and wanted");
    assertThat(silences(entry, alert)).isTrue();
    assertThat(silences(entry, SampleAlerts.alert(SampleAlerts.event("root")))).isFalse();
    assertThat(alert.raisedAt().plus(Duration.ofDays(30)).toString())
        .startsWith(entry.path("expires").asText().substring(0, 16));
  }

  @Test
  void isSoundForEveryRule() {
    TestRules.ofThePack()
        .forEach(
            (rule, hit) -> {
              Alert alert = SampleAlerts.alert(rule, Samples.read(hit));
              List<String> lines = lines(alert);
              if (lines.isEmpty()) {
                assertThat(rule.isOwn() || alert.event().actor().isOfRoot()).as(rule.id()).isTrue();
                return;
              }
              ObjectNode entry = read(lines);

              entry.put("owner", "platform team").put("reason", "known and wanted");
              assertThat(
                      Exceptions.file(
                              "{\"exceptions\": [" + entry + "]}", TestRules.everyPackaged())
                          .judge(rule, alert.event(), alert.raisedAt()))
                  .as(rule.id())
                  .isInstanceOf(Verdict.Silenced.class);
            });
  }

  @Test
  void coversThisCallerFromThisAddressOnly() {
    Alert alert = SampleAlerts.alert(SampleAlerts.event("assumed-role-mfa"));
    ObjectNode entry = read(lines(alert));
    entry.put("owner", "platform team").put("reason", "known and wanted");

    assertThat(silences(entry, SampleAlerts.alert(edited("sourceIPAddress", "192.0.2.9"))))
        .isFalse();
    String issuer = "userIdentity.sessionContext.sessionIssuer.arn";
    assertThat(silences(entry, SampleAlerts.alert(edited(issuer, "arn:aws:iam::1:role/x"))))
        .isFalse();
    assertThat(silences(entry, SampleAlerts.alert(edited("userIdentity.arn", "arn:aws:sts::1:x"))))
        .as("another session of the same role")
        .isTrue();
  }

  @Test
  void coversACallWhoseEndpointIsWrittenAsNone() {
    for (JsonNode none : List.of(NullNode.getInstance(), TextNode.valueOf(""))) {
      ManagementEvent event =
          EventEdit.of("create-db-security-group").set("detail.vpcEndpointId", none).event();
      Alert alert = SampleAlerts.alert(event);
      ObjectNode entry = read(lines(alert));
      entry.put("owner", "platform team").put("reason", "known and wanted");

      assertThat(silences(entry, alert)).as(none.toString()).isTrue();
      assertThat(silences(entry, SampleAlerts.alert(edited("vpcEndpointId", "vpce-0a")))).isFalse();
    }
  }

  /** Else the second that is stored would take the place of the first. */
  @Test
  void hasAnIdOfItsOwnForEachRule() {
    ManagementEvent event =
        EventEdit.of("create-db-security-group")
            .set("detail.userIdentity.userName", "somebody.with-a-rather-long-name@example.com")
            .event();
    List<String> ids =
        TestRules.everyPackaged().rules().stream()
            .filter(rule -> !rule.isOwn())
            .map(rule -> read(lines(SampleAlerts.alert(rule, event))).path("id").asText())
            .toList();

    assertThat(ids).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    assertThat(ids).allSatisfy(id -> assertThat(id).matches("[A-Za-z0-9._-]{1,64}"));
  }

  @Test
  void isNotOfferedWithoutACallerOrAnAddress() {
    for (String missing : List.of("sourceIPAddress", "userIdentity.arn")) {
      ManagementEvent event =
          EventEdit.of("create-db-security-group").remove("detail." + missing).event();

      assertThat(lines(SampleAlerts.alert(event))).as(missing).isEmpty();
    }
  }

  @Test
  void isNotOfferedForWhatNoExceptionMayRestOn() {
    for (String arn : List.of("arn:aws:iam::123456789012:root", FEDERATED, "arn:aws:iam::1:x")) {
      ManagementEvent event =
          EventEdit.of("create-db-security-group").set("detail.userIdentity.arn", arn).event();

      assertThat(lines(SampleAlerts.alert(event))).as(arn).isEmpty();
    }
  }

  /** The caller chooses the name at the end of a session's ARN. */
  @Test
  void isNotOfferedForASessionWhoseIssuerIsNotRecorded() {
    for (String missing : List.of("sessionIssuer", "sessionIssuer.arn")) {
      ManagementEvent event =
          EventEdit.of("assumed-role-mfa")
              .remove("detail.userIdentity.sessionContext." + missing)
              .event();

      assertThat(lines(SampleAlerts.alert(event))).as(missing).isEmpty();
    }
  }

  @Test
  void carriesHostileTextAsJsonOfPrintableAscii() {
    for (String hostile : HostileCorpus.strings()) {
      ManagementEvent event =
          EventEdit.of("create-db-security-group")
              .set("detail.userIdentity.arn", hostile)
              .set("detail.userIdentity.userName", hostile)
              .set("detail.sourceIPAddress", hostile)
              .event();
      List<String> lines = lines(SampleAlerts.alert(event));

      assertThat(lines).allSatisfy(line -> assertThat(line).matches("[ -~]*"));
      if (!lines.isEmpty()) {
        assertThat(read(lines).at("/pattern/detail/sourceIPAddress/0").asText())
            .isEqualTo(event.sourceAddress());
      }
    }
  }

  private static List<String> lines(Alert alert) {
    return ReadyException.of(Briefing.of(alert).call(), alert.raisedAt())
        .map(ReadyException::lines)
        .orElse(List.of());
  }

  private static ManagementEvent edited(String field, String value) {
    return EventEdit.of("assumed-role-mfa").set("detail." + field, value).event();
  }

  private static boolean silences(JsonNode entry, Alert alert) {
    Silences exceptions = Exceptions.of(entry.toString());
    return exceptions.judge(alert.rule(), alert.event(), alert.raisedAt())
        instanceof Verdict.Silenced;
  }

  private static ObjectNode read(List<String> lines) {
    try {
      return (ObjectNode) JSON.readTree(String.join("\n", lines));
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + lines, e);
    }
  }
}
