package rdsalert.local.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import rdsalert.testing.TestEvents;

/** What stands before the place where a copy was broken off is read to the last whole record. */
class HalfWrittenFilesTest {
  /** As close together as CloudTrail writes them. */
  private static final String LOG =
      Stream.of("a", "b", "c", "d")
          .map(id -> TestEvents.matching(id).detail().toString())
          .collect(Collectors.joining(",", "{\"Records\":[", "]}"));

  @Test
  void readsAllWholeRecords() throws IOException {
    byte[] packed = gzip(LOG);
    for (int length = 20; length < packed.length; length++) {
      assertAllAreRead(Arrays.copyOf(packed, length));
    }
  }

  @Test
  void readsAllWholeMembers() throws IOException {
    byte[] packed = gzip(LOG.substring(0, LOG.indexOf(",{\"eventVersion")) + "]}");
    for (int length = packed.length + 10; length < 2 * packed.length; length += 50) {
      byte[] twice = Arrays.copyOf(packed, length);
      System.arraycopy(packed, 0, twice, packed.length, length - packed.length);
      assertAllAreRead(twice);
    }
  }

  private static void assertAllAreRead(byte[] cut) throws IOException {
    Counted counted = new Counted();
    assertThatThrownBy(() -> new RecordReader(counted).read("log", new ByteArrayInputStream(cut)))
        .isInstanceOf(EOFException.class);
    assertThat(counted.places).as(cut.length + " bytes").hasSize(recordsIn(cut));
  }

  /** There is no brace in their texts. */
  private static int recordsIn(byte[] cut) throws IOException {
    int records = 0;
    int depth = 0;
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(cut))) {
      for (int c = in.read(); c >= 0; c = in.read()) {
        depth += c == '{' ? 1 : 0;
        records += c == '}' && depth == 2 ? 1 : 0;
        depth -= c == '}' ? 1 : 0;
      }
    } catch (EOFException e) {
      return records;
    }
    return records;
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static final class Counted implements RecordReader.Sink {
    private final List<String> places = new ArrayList<>();

    @Override
    public boolean passesOver(String eventName) {
      return false;
    }

    @Override
    public void event(String where, JsonNode event) {
      places.add(where);
    }

    @Override
    public void passedOver(String day) {}

    @Override
    public void noCall(String where, String what) {}

    @Override
    public void problem(String message) {}
  }
}
