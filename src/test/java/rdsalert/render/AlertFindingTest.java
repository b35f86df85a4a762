package rdsalert.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.briefing.Alert;

/** What the golden files of findings do not show. */
class AlertFindingTest {
  private static final String IDENTITY = "detail.userIdentity.";

  @Test
  void tellsTheVersionOfTheApiAndTheEndpoint() throws IOException {
    EventEdit event =
        EventEdit.of("root")
            .set("detail.apiVersion", "2014-10-31")
            .set("detail.vpcEndpointId", "vpce-0a")
            .set("detail.vpcEndpointAccountId", "210987654321");
    JsonNode evidence = finding(event).at("/evidences/0");

    assertThat(evidence.at("/api/service/version").asText()).isEqualTo("2014-10-31");
    assertThat(evidence.at("/data/vpc_endpoint_id").asText()).isEqualTo("vpce-0a");
    assertThat(evidence.at("/data/vpc_endpoint_account").asText()).isEqualTo("210987654321");
  }

  @ParameterizedTest
  @CsvSource({"Root, 2", "AWSService, 4", "IAMUser, 99"})
  void tellsTheKindOfUser(String type, int id) throws IOException {
    JsonNode finding = finding(EventEdit.of("root").set(IDENTITY + "type", type));

    assertThat(finding.at("/evidences/0/actor/user/type_id").asInt()).isEqualTo(id);
  }

  /** The schema has no actor without a user, a session or a service; nor lists without elements. */
  @Test
  void leavesOutWhatTheEventDoesNotTell() throws IOException {
    EventEdit event =
        EventEdit.of("root")
            .remove("detail.userIdentity")
            .remove("detail.sourceIPAddress")
            .remove("detail.userAgent")
            .remove("detail.requestParameters")
            .remove("detail.responseElements");
    assertThat(finding(event).has("observables")).isFalse();
    assertThat(finding(event).at("/resources")).isEmpty();

    event.set(IDENTITY + "sessionContext.webIdFederationData.federatedProvider", "example.com");
    assertThat(finding(event).at("/evidences/0").has("actor")).isFalse();
  }

  private static JsonNode finding(EventEdit event) throws IOException {
    Alert alert = SampleAlerts.alert(event.event());
    return JsonMapper.builder()
        .build()
        .readTree(Message.of(alert, SampleAlerts.sent(alert)).machine());
  }
}
