package rdsalert.local.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values are cut the same wherever what was read so far ends. */
class CutterTest {
  private static final String DULL = "{\"a\":{\"b\":[\"}\\\"\"]}, \"eventName\" : \"Dull\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Records\":[DULL,{\"eventName\":\"Other\"},{\"eventName\":\"\\u0044ull\"}],\"x\":[1]} DULL",
        "[DULL , {\"Events\":[DULL,\"{\\\"eventName\\\":1}\"],\"Records\":[]},[1,{}]]{\"a\":\"eventName\"}",
        "{\"eventName\":5}\n{\"eventName\":\"Du\\\\ll\"}\n 12 \"text\\\\\" null",
        "{\"eventName\":\"cut\n{\"eventName\":\"Dull\"}\n]{\"Records\":[DULL"
      })
  void cutsTheSameHoweverFewBytesComeAtOnce(String text) throws IOException {
    String json = text.replace("DULL", DULL);
    List<String> whole = cut(json, 1 << 16, json.length());

    assertThat(whole).hasSizeGreaterThan(3);
    for (int atOnce = 1; atOnce < 40; atOnce++) {
      assertThat(cut(json, 8, atOnce)).as(atOnce + " at once").isEqualTo(whole);
    }
  }

  private static List<String> cut(String json, int buffer, int atOnce) throws IOException {
    List<String> told = new ArrayList<>();
    Cutter.Values values =
        new Cutter.Values() {
          @Override
          public boolean passesOver(String eventName) {
            return eventName.equals("Dull");
          }

          @Override
          public void read(byte[] bytes, int from, int to) {
            told.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
          }

          @Override
          public void passedOver(String day) {
            told.add("passed over");
          }

          @Override
          public void broken(long at, String why) {
            told.add(at + ": " + why);
          }
        };
    new Cutter(values, new byte[buffer]).cut(slowly(json, atOnce));
    return told;
  }

  private static InputStream slowly(String json, int atOnce) {
    return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public synchronized int read(byte[] bytes, int from, int length) {
        return super.read(bytes, from, Math.min(length, atOnce));
      }
    };
  }
}
