package rdsalert.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that is no event always ends in one clear exception. */
class MalformedInputTest {
  private static final EventReader READER = new EventReader();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``             | expected one EventBridge event, a JSON object, but got nothing
          null           | but got a JSON null
          7              | but got a JSON number
          "text"         | but got a JSON string
          true           | but got a JSON boolean
          []             | a batch of events came
          [{},{}]        | a batch of events came
          {"Records":[]} | a batch of events came
          {}             | field 'detail' is missing or not an object
          {"detail":7}   | field 'detail' is missing or not an object
          {"detail":null}| field 'detail' is missing or not an object
          hello          | not JSON
          {"detail":     | not JSON
          """)
  void saysWhatIsWrong(String input, String message) {
    assertMalformed(input, message);
  }

  @Test
  void saysWhereTheJsonBreaks() {
    assertMalformed("{\n  \"a\": x}", "at line 2, column ");
  }

  @Test
  void refusesAnEventThatEndsTooEarlyWhereverItEnds() {
    String whole = Events.plain().toString();
    for (int length = 1; length < whole.length(); length += 7) {
      assertMalformed(whole.substring(0, length), "not JSON");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_001, 100_000})
  void refusesWhatIsNestedTooDeep(int depth) {
    assertMalformed("[".repeat(depth) + "]".repeat(depth), "not JSON");
    assertMalformed("{\"detail\":".repeat(depth) + "1" + "}".repeat(depth), "not JSON");
  }

  /** As EventBridge's own matcher reads it, and so the same for verdict and alert. */
  @Test
  void takesTheLastOfAFieldThatIsThereTwice() {
    String twice = Events.plain().toString().replaceFirst("\\{", "{\"source\":\"elsewhere\",");

    assertThat(read(twice).json().path("source").asText()).isEqualTo("aws.rds");
  }

  @Test
  void refusesMoreThanOneEvent() {
    String event = Events.plain().toString();
    assertMalformed(event + event, "not JSON");
  }

  @Test
  void readsAnEventAsLargeAsCloudTrailWritesThem() {
    String large = "x".repeat(300_000);
    String event = Events.withDetail(detail -> detail.put("userAgent", large)).toString();

    assertThat(read(event).userAgent()).hasSize(2_049).startsWith("xxx").endsWith("…");
  }

  @Test
  void readsBrokenUtf8OrSaysThatItIsNoJson() {
    byte[] bytes = Events.plain().toString().getBytes(UTF_8);
    bytes[20] = (byte) 0xC3;
    assertThatThrownBy(() -> READER.read(new ByteArrayInputStream(bytes)))
        .isInstanceOf(MalformedEventException.class);
  }

  @Test
  void fromBytesAtRandomComesAnEventOrAMalformedEventException() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      byte[] bytes = Events.plain().toString().getBytes(UTF_8);
      for (int change = 0; change < 3; change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      assertReadOrMalformed(bytes, seed);
    }
  }

  @Test
  void passesOnThatTheStreamBroke() throws IOException {
    InputStream closed = InputStream.nullInputStream();
    closed.close();

    assertThatThrownBy(() -> READER.read(closed))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("Stream closed");
  }

  private static void assertReadOrMalformed(byte[] bytes, long seed) {
    try {
      assertThat(READER.read(new ByteArrayInputStream(bytes)).eventId()).isNotEmpty();
    } catch (MalformedEventException e) {
      assertThat(e).as("seed %d", seed).message().isNotEmpty();
    }
  }

  private static void assertMalformed(String input, String message) {
    assertThatThrownBy(() -> read(input))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining(message);
  }

  private static ManagementEvent read(String input) {
    return READER.read(new ByteArrayInputStream(input.getBytes(UTF_8)));
  }
}
