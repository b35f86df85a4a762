package rdsalert.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import rdsalert.testing.TestEvents;

/** What CloudTrail writes is kept whole, and read however deep it is. */
class StoredEventTest {
  private static final EventReader READER = new EventReader();

  @Test
  void keepsAnEventOfUsualSizeAsItIs() {
    ManagementEvent event = TestEvents.anyMatchingEvent();

    assertThat(event.text()).isEqualTo(event.json().toString());
  }

  /** CloudTrail bounds a record at 256 KB. */
  @Test
  void keepsTheLargestThatCloudTrailWritesAsItIs() {
    ObjectNode json = (ObjectNode) TestEvents.anyMatchingEvent().json().deepCopy();
    ((ObjectNode) json.at("/detail/requestParameters")).put("noise", noise(256 * 1_024));

    assertThat(READER.read(json).text()).isEqualTo(json.toString());
  }

  /** JSON may be nested 1,000 levels deep. */
  @Test
  void looksAsDeepAsJsonGoesForWhatOpensTheInternet() {
    ObjectNode json = (ObjectNode) TestEvents.anyMatchingEvent().json().deepCopy();
    ObjectNode inner = (ObjectNode) json.at("/detail/requestParameters");
    for (int depth = 0; depth < 990; depth++) {
      inner = inner.putObject("inner");
    }
    inner.put("cidrIp", "0.0.0.0/0");

    assertThat(READER.read(json).opensToInternet()).isTrue();
  }

  /** Text that does not compress. */
  private static String noise(int length) {
    StringBuilder noise = new StringBuilder();
    new Random(7).ints(length, 33, 127).forEach(c -> noise.append((char) c));
    return noise.toString();
  }
}
