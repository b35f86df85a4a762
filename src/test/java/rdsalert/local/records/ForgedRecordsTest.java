package rdsalert.local.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No part of a request, which its caller wrote, passes for a record or hides one. */
class ForgedRecordsTest {
  private static final int FILES = 20_000;
  private static final int DEEPEST = 3;

  /** What a text is made of, to look like the end of an object, and the beginning of another. */
  private static final List<String> PIECES =
      List.of("{", "}", "[", "]", ",", ":", "\"", "\\", "a", "}},", "{\"", "\"eventName\"");

  private final JsonNodeFactory json = JsonNodeFactory.instance;
  private Random random = new Random(0);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void tellsOfRecordsAsTheyAre(long seed) throws IOException {
    random = new Random(seed);
    int passedOver = 0;
    for (int file = 0; file < FILES; file++) {
      List<String> records =
          IntStream.range(0, 1 + random.nextInt(5))
              .mapToObj(i -> record(random.nextInt(4) == 0 ? "Other" : "Dull", 0).toString())
              .toList();
      String log = records.stream().collect(Collectors.joining(",", "{\"Records\":[", "]}"));

      List<String> told = CutterTest.cut(log, 100, log.length());

      List<String> read = told.stream().filter(one -> !CutterTest.isPassedOver(one)).toList();
      assertThat(records).as(log).hasSameSizeAs(told).containsAll(read);
      assertThat(read)
          .as(log)
          .containsAll(records.stream().filter(one -> one.contains(":\"Other\"")).toList());
      passedOver += told.size() - read.size();
    }
    assertThat(passedOver).isGreaterThan(FILES);
  }

  /** As AWS lays it out, with what a caller chose behind the name. */
  private ObjectNode record(String eventName, int depth) {
    ObjectNode record = json.objectNode().put("eventVersion", "1.11");
    record.putObject("userIdentity").put("userName", text());
    record.put("eventTime", "2026-01-31T09:30:00Z").put("eventName", eventName);
    record.set("requestParameters", value(depth + 1));
    return record.put("eventCategory", random.nextBoolean() ? "Management" : text());
  }

  private JsonNode value(int depth) {
    return switch (random.nextInt(depth > DEEPEST ? 2 : 5)) {
      case 0 -> json.textNode(text());
      case 1 -> json.nullNode();
      case 2 -> json.objectNode().<ObjectNode>set(text() + "k", value(depth + 1)).put("n", 1);
      case 3 -> list(value(depth + 1), value(depth + 1));
      default -> list(value(depth + 1), record("Forged", depth + 1));
    };
  }

  private ArrayNode list(JsonNode... elements) {
    return json.arrayNode().addAll(List.of(elements));
  }

  private String text() {
    return Stream.generate(() -> PIECES.get(random.nextInt(PIECES.size())))
        .limit(random.nextInt(6))
        .collect(Collectors.joining());
  }
}
