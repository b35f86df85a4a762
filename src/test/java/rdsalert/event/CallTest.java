package rdsalert.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.testing.TestEvents;

/** By which id a call is known, and what it opens. */
class CallTest {
  private static final EventReader READER = new EventReader();

  @ParameterizedTest
  @CsvSource({
    "UPDATED_DATA, original-1, original-1",
    "DELIVERY_DELAY, original-1, e1",
    "UPDATED_DATA, 'no id, a text', e1",
    "UPDATED_DATA, '', e1"
  })
  void knowsACorrectedRecordByTheOneItCorrects(String reason, String original, String callId) {
    ObjectNode json = (ObjectNode) TestEvents.matching("e1").json().deepCopy();
    ObjectNode addendum = ((ObjectNode) json.path("detail")).putObject("addendum");
    addendum.put("reason", reason).put("originalEventID", original);

    assertThat(READER.read(json).callId()).isEqualTo(callId);
  }

  @ParameterizedTest
  @CsvSource({
    "cidrIp, 0.0.0.0/0, true",
    "cIDRIP, 0.0.0.0/0, true",
    "CidrIpv6, ::/0, true",
    "cidrIp, 198.51.100.7/0, true",
    "cidrIp, 128.0.0.0/1, true",
    "cidrIp, 192.0.0.0/7, true",
    "cidrIp, 0.0.0.0/00, true",
    "cidrIpv6, 2000::/3, true",
    "cidrIpv6, 2000::/5, true",
    "cidrIpv6, 2000::/6, false",
    "cidrIp, 192.0.0.0/8, false",
    "cidrIpv6, 2001:db8::/32, false",
    "cidrIp, 192.0.2.0/24, false",
    "description, 0.0.0.0/0, false"
  })
  void tellsWhetherACallNamesAllOfTheInternet(String field, String value, boolean opens) {
    ObjectNode json = (ObjectNode) TestEvents.matching("e1").json().deepCopy();
    ((ObjectNode) json.at("/detail/requestParameters"))
        .putObject("ipPermissions")
        .putArray("items")
        .addObject()
        .putArray("ipRanges")
        .addObject()
        .put(field, value);

    assertThat(READER.read(json).opensToInternet()).isEqualTo(opens);
  }

  @Test
  void readsNoFieldThatIsLongerThanAnyThatAwsWrites() {
    String longText = "x".repeat(65_536);
    ObjectNode json = (ObjectNode) TestEvents.matching("e1").json().deepCopy();
    ObjectNode detail = (ObjectNode) json.path("detail");
    detail.put("awsRegion", longText).put("userAgent", longText);
    detail.put("recipientAccountId", longText).put("sourceIPAddress", longText);
    ((ObjectNode) detail.path("userIdentity")).put("arn", longText);

    ManagementEvent event = READER.read(json);

    assertThat(event.region()).hasSize(256);
    assertThat(event.account()).hasSize(256);
    assertThat(event.sourceAddress()).hasSize(257);
    assertThat(event.userAgent()).hasSize(2_049);
    assertThat(event.actor().arn()).hasSize(2_049);
  }
}
