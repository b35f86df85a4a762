package rdsalert.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rdsalert.testing.TestEvents;

/** An event of any size is kept, whole or trimmed, and can be read again. */
class StoredEventTest {
  private static final EventReader READER = new EventReader();

  @Test
  void keepsAnEventOfUsualSizeAsItIs() {
    ManagementEvent event = TestEvents.anyMatchingEvent();

    assertThat(event.text()).isEqualTo(event.json().toString());
    assertThat(event.isTrimmed()).isFalse();
  }

  /** CloudTrail bounds a record at 256 KB. */
  @Test
  void keepsTheLargestThatCloudTrailWritesAsItIs() {
    ObjectNode json = (ObjectNode) TestEvents.anyMatchingEvent().json().deepCopy();
    ((ObjectNode) json.at("/detail/requestParameters")).put("noise", noise(256 * 1_024));

    assertThat(READER.read(json).text()).isEqualTo(json.toString());
  }

  static Stream<Consumer<ObjectNode>> largeRequests() {
    return Stream.of(
        request -> request.put("noise", noise(700_000)),
        request -> request.put("noise", "\u20ac".repeat(150_000)),
        request -> request.put("noise", "\u0000".repeat(150_000)),
        request -> many(request.putArray("noise"), 200_000),
        request -> fields(request.putObject("noise"), 60_000),
        request -> request.put(noise(700_000), "x"),
        request -> deep(request, 400, 2_000));
  }

  @ParameterizedTest
  @MethodSource("largeRequests")
  void trimsALargerOneAndReadsTheSameCallFromIt(Consumer<ObjectNode> enlarge) {
    ObjectNode json = (ObjectNode) TestEvents.anyMatchingEvent().json().deepCopy();
    enlarge.accept((ObjectNode) json.at("/detail/requestParameters"));
    ManagementEvent large = READER.read(json);

    byte[] stored = large.text().getBytes(StandardCharsets.UTF_8);
    ManagementEvent again = READER.read(new ByteArrayInputStream(stored));

    assertThat(stored.length).isLessThanOrEqualTo(ManagementEvent.LONGEST);
    assertThat(again.isTrimmed()).isTrue();
    assertThat(again.callId()).isEqualTo(large.callId());
    assertThat(again.eventTime()).isEqualTo(large.eventTime());
    assertThat(again.actor()).isEqualTo(large.actor());
    assertThat(again.sourceAddress()).isEqualTo(large.sourceAddress());
    assertThat(again.region()).isEqualTo(large.region());
  }

  /** A sweep that takes up the alert matches what is kept. */
  @ParameterizedTest
  @MethodSource("largeRequests")
  void keepsWhatStandsBesideTheLargeField(Consumer<ObjectNode> enlarge) {
    ObjectNode json = (ObjectNode) TestEvents.anyMatchingEvent().json().deepCopy();
    ObjectNode request = (ObjectNode) json.at("/detail/requestParameters");
    request.put("publiclyAccessible", true);
    enlarge.accept(request);

    byte[] stored = READER.read(json).text().getBytes(StandardCharsets.UTF_8);
    ManagementEvent again = READER.read(new ByteArrayInputStream(stored));
    assertThat(again.json().at("/detail/requestParameters/publiclyAccessible").asBoolean())
        .isTrue();
  }

  @Test
  void remembersThatATrimmedCallOpenedTheInternet() {
    ObjectNode json = (ObjectNode) TestEvents.anyMatchingEvent().json().deepCopy();
    ObjectNode request = (ObjectNode) json.at("/detail/requestParameters");
    fields(request.putObject("noise"), 60_000);
    request.putObject("last").put("cidrIp", "0.0.0.0/0");
    assertThat(READER.read(json).opensToInternet()).isTrue();

    byte[] stored = READER.read(json).text().getBytes(StandardCharsets.UTF_8);
    assertThat(READER.read(new ByteArrayInputStream(stored)).opensToInternet()).isTrue();
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

  private static void many(ArrayNode list, int count) {
    for (int i = 0; i < count; i++) {
      list.add(i);
    }
  }

  private static void fields(ObjectNode object, int count) {
    for (int i = 0; i < count; i++) {
      object.put("field" + i, i);
    }
  }

  private static void deep(ObjectNode object, int depth, int width) {
    ObjectNode inner = object;
    for (int i = 0; i < depth; i++) {
      inner.put("noise", noise(width));
      inner = inner.putObject("inner");
    }
  }
}
