package rdsalert.local.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values are cut the same wherever what was read so far ends. */
class CutterTest {
  private static final String BEGIN = "{\"eventVersion\":\"1.11\",\"userIdentity\":{";
  private static final String DULL =
      BEGIN + "\"b\":[\"{}\\\"\"]},\"eventTime\":\"2026-01-31T\",\"eventName\":\"Dull\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Records\":[DULL,{\"eventName\":\"Other\"},{\"eventName\":\"\\u0044ull\"}],\"x\":[1]} DULL",
        "[DULL , {\"Events\":[DULL,\"{\\\"eventName\\\":1}\"],\"Records\":[]},[1,{}]]{\"a\":\"eventName\"}",
        "{\"eventName\":5}\n{\"eventName\":\"Du\\\\ll\"}\n 12 \"text\\\\\" null",
        "[\n{\"a\":\"cut\n{\"eventName\":7},\n{\"b\":[\"cut\n\"{\\\"c\\\":8}\",\n1]\n2",
        "[\n  {\"a\":\"cut\n  {\"b\":7},\n\t{\"c\":\"cut\n {\n  \"eventVersion\":{\n \"d\":1}},\n {\"e\":[\n{\n]}]2",
        "{\"a\":\"cut\n2026-03-01T02:47Z {\"b\":\"cut\n\"{\\\"c\\\":1}\"\n2026-03-01x {\"d\":\"\t\"}",
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

  /** Records as AWS writes them are not even cut; what could hide another name is read. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"Records":[DULL,DULL,DULL]}                                       | 3 | 0
          DULL/DULL/DULL/                                                    | 3 | 0
          DULL DULL,DULL                                                     | 3 | 0
          [DULL,DULL]/DULL                                                   | 3 | 0
          {"Records":[DULL,BEGIN},"eventName":"Other"},DULL]}                | 2 | 1
          {"Records":[BEGIN"eventName":"Dull"},"eventName":"Other"},DULL]}   | 1 | 1
          {"Records":[BEGIN},"eventName":"Dull","eventName":"Other"},DULL]}  | 1 | 1
          {"Records":[BEGIN},"eventName":"Dull","event\\u004eame":"O"},DULL]}| 1 | 1
          {"Records":[BEGIN},"eventName":"\\u0044ull"},DULL]}                | 1 | 1
          {"Records":[BEGIN},"eventName" : "Other"},DULL]}                   | 1 | 1
          {"Records":[BEGIN},"eventName":"Dull","x":"}"},DULL]}              | 2 | 0
          {"Records":[BEGIN},"x":"{","eventName":"Dull"},BEGIN},"x":"}","eventName":"Dull"},DULL]} | 3 | 0
          {"Records":[BEGIN},"eventName":"Dull","x":"},"},{"eventName":"Other"},DULL]} | 2 | 1
          {"Records":[DULL,{"awslogs":{"data":"H4sI"}},DULL]}                | 2 | 1
          {"Records":[BEGIN},"eventName":"Dull","x":[{"y":1},DULL]},DULL]}   | 1 | 1
          {"Records":[BEGIN},"x":[{"y":1},BEGIN},"eventName":"Other"}]},DULL]} | 1 | 1
          {"Records":[BEGIN},"eventName":"Dull","x":[{"y":"}"},BEGIN},"eventName":"Other"}]},DULL]} | 1 | 1
          {"Records":[BEGIN},"eventName":"Dull","p":{"x":[{"y":"a}},"},BEGIN},"eventName":"Other"}]}},DULL]} | 1 | 1
          {"Records":[BEGIN},"eventName":"Dull","p":{"x":[{"y":"}},{},","z":"}]"},BEGIN},"eventName":"Other"}]}},DULL]} | 1 | 1
          {"Records":[BEGIN},"eventName":"Dull","x":{},"y":[],"z":[{"a":1},{"b":[{}]}],"c":[{}]},DULL]} | 2 | 0
          {"Records":[BEGIN},"eventName":"Dull","x":"{"},DULL,DULL]}         | 3 | 0
          {"Records":[DULL,BEGIN},"x":"{","eventName":"Dull"},BEGIN},"x":"}","eventName":"Dull"}]}  | 3 | 0
          {"Records":[DULL,BEGIN},"x":"{","eventName":"Dull"},BEGIN},"x":"}","eventName":"Other"}]} | 2 | 1
          {"Records":[DULL,BEGIN},"eventName":"Dull","x":"}]}"}]}            | 2 | 0
          {"Records":[DULL,BEGIN},"eventName":"Dull","x":"}]}","y":"]}"}]}   | 2 | 0
          {"Records":[DULL,BEGIN},"eventName":"Dull","x":"}]}","eventName":"Other"}]} | 1 | 1
          {"Records":[DULL,BEGIN},"eventName":"Dull","x":"{"}]}              | 2 | 0
          {"Records":[DULL,BEGIN},"eventName":"Dull"}]}                      | 2 | 0
          {"Records":[DULL,BEGIN},"eventName":"Other"}]}                     | 1 | 1
          {"Records": [ SPACED, SPACED, DULL ]}                              | 1 | 2
          {"Records":[{"eventVersion":"1.11","eventName":"Dull"},DULL]}      | 1 | 1
          """)
  void passesOverOnlyWhatNamesACallOfNoInterest(String text, int passedOver, int read)
      throws IOException {
    String spaced = DULL.replace("\":", "\" : ").replace(",\"", ",\n  \"");
    String json =
        text.replace("DULL", DULL)
            .replace("BEGIN", BEGIN)
            .replace("SPACED", spaced)
            .replace('/', '\n');
    for (int buffer : new int[] {8, 100, 1 << 16}) {
      List<String> told = cut(json, buffer, json.length());

      assertThat(told).filteredOn("passed over 2026-01-31"::equals).hasSizeGreaterThan(0);
      assertThat(told).filteredOn(CutterTest::isPassedOver).hasSize(passedOver);
      assertThat(told).hasSize(passedOver + read);
    }
  }

  static boolean isPassedOver(String told) {
    return told.startsWith("passed over ");
  }

  /** What a cutter tells of JSON, in order; calls named Dull are of no interest. */
  static List<String> cut(String json, int buffer, int atOnce) throws IOException {
    List<String> told = new ArrayList<>();
    Values values =
        new Values() {
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
            told.add("passed over " + day);
          }

          @Override
          public void broken(long at, String why, boolean isLast) {
            told.add(at + ": " + why + (isLast ? "; no more" : ""));
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
