package rdsalert.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.event.Events;
import rdsalert.pattern.EventPattern.ClauseResult;

/** What {@code explain} says of an event. */
class EventPatternTest {
  private static final String EVENT =
      """
      {"name": "x", "tags": [{"key": "environment", "value": "test"}, {"key": "team", "value": null}],
       "ports": [1, 2], "one": [{"id": "a"}], "none": [],
       "items": [{"ranges": [{"cidr": "a"}, {"cidr": "b"}]}, {"ranges": []}, {"ranges": [{"cidr": "c"}]}]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name": ["y"]}                         | "x"
          {"tags": {"value": ["prod"]}}           | ["test",null]
          {"one": {"id": ["b"]}}                  | "a"
          {"ports": [3]}                          | [1,2]
          {"none": {"id": ["b"]}}                 | absent
          {"none": [1]}                           | []
          {"items.ranges.cidr": ["d"]}            | ["a","b","c"]
          {"nothing": [1]}                        | absent
          {"items": {"ranges": {"cidr": ["d"]}}}  | ["a","b","c"]
          {"$or": [{"name": ["y"]}, {"tags": {"key": ["z"], "value": ["z"]}}, {"no": [1]}]} | {"name":"x","tags.key":["environment","team"],"tags.value":["test",null]}
          {"tags": {"$or": [{"key": ["z"]}, {"value": ["y"]}]}} | {"key":["environment","team"],"value":["test",null]}
          {"$or": [{"no": [1]}, {"nor": [1]}]}    | absent
          """)
  void looksIntoListsAndBranches(String pattern, String found) {
    var event = Events.json(EVENT);

    assertThat(EventPattern.of(Events.json(pattern)).explain(event))
        .extracting(ClauseResult::found)
        .containsExactly(found);
  }

  @Test
  void tellsThatClausesHoldAloneButNotForOneElementOfAList() {
    var pattern =
        Events.json(
            """
            {"name": ["x"], "tags": {"key": ["environment"], "value": [null]}, "ports": [1]}
            """);

    assertThat(EventPattern.of(pattern).explain(Events.json(EVENT)))
        .extracting(ClauseResult::path, ClauseResult::wanted, ClauseResult::holds)
        .containsExactly(
            tuple("name", "[\"x\"]", true),
            tuple("tags.key", "[\"environment\"]", true),
            tuple("tags.value", "[null]", true),
            tuple("ports", "[1]", true),
            tuple("the match", "on one", false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": [\"z\"], \"$or\": [{\"name\": [\"x\"]}, {\"ports\": [9]}]}",
        "{\"$or\": [{\"name\": [\"x\"]}, {\"ports\": [9]}], \"name\": [\"z\"]}",
        "{\"$or\": [{\"ports\": [9]}, {\"name\": [\"z\"], \"$or\": [{\"name\": [\"x\"]}, {\"a\": [1]}]}]}",
        "{\"a\": {\"name\": [1]}, \"a.name\": [{\"exists\": true}]}",
        "{\"a\": {\"$or\": [{\"name\": [1]}, {\"b\": [2]}]}, \"$or\": [{\"a\": {\"name\": [3]}}, {\"c\": [4]}]}"
      })
  void refusesOtherValuesInASecondPlace(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventPattern.of(Events.json(pattern)))
        .withMessageContaining("name' stands twice")
        .withMessageContaining("leave out one of the two");
    assertThat(new PatternCheck().fault(Events.json(pattern)))
        .hasValueSatisfying(fault -> assertThat(fault).contains("leave out one of the two"));
  }

  /** As a rule lists all its calls first, and then what it wants of each. */
  @ParameterizedTest
  @CsvSource({"x, 3, true", "x, 9, true", "z, 3, false", "z, 9, true", "y, 9, false"})
  void takesSomeOfTheValuesInAnOr(String name, int port, boolean matches) {
    var pattern =
        EventPattern.of(
            Events.json(
                "{\"name\": [\"x\", \"z\"], \"$or\": [{\"name\": [\"x\"]}, {\"ports\": [9]}]}"));

    assertThat(
            pattern.explain(Events.json("{\"name\": \"" + name + "\", \"ports\": " + port + "}")))
        .satisfies(
            results ->
                assertThat(results.stream().allMatch(ClauseResult::holds)).isEqualTo(matches));
  }

  /** A caller chooses what is found, and half a character would be none. */
  @Test
  void cutsWhatItFoundBetweenCharacters() {
    EventPattern pattern = EventPattern.of(Events.json("{\"name\": [\"x\"]}"));
    JsonNode event = Events.json("{\"name\": \"" + "x".repeat(198) + "😀\"}");

    assertThat(pattern.explain(event))
        .singleElement()
        .extracting(ClauseResult::found)
        .isEqualTo("\"" + "x".repeat(198) + "…");
  }

  @Test
  void refusesAsTheMatcherDoes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      JsonNode pattern = randomPattern(random);
      JsonNode event = randomEvent(random);
      List<ClauseResult> refused =
          EventPattern.of(pattern).explain(event).stream().filter(r -> !r.holds()).toList();

      assertThat(refused.isEmpty())
          .as("seed %d: %s on %s", seed, pattern, event)
          .isEqualTo(!PatternSet.of(Map.of("", pattern)).matching(event).isEmpty());
    }
  }

  private static JsonNode randomPattern(Random random) {
    return Events.json(
        """
        {"a": {"b": [%d], "c": [%s, %d], "$or": [{"d": [%d]}, {"f": [%d], "g": [null]}]}, "e": [%d]}
        """
            .formatted(
                random.nextInt(3),
                random.nextBoolean() ? "{\"exists\": false}" : "{\"anything-but\": 1}",
                random.nextInt(3),
                random.nextInt(3),
                random.nextInt(3),
                random.nextInt(2)));
  }

  private static JsonNode randomEvent(Random random) {
    String elements =
        random
            .ints(1 + random.nextInt(3), 0, 3)
            .mapToObj(
                i ->
                    "{\"b\": %d, \"c\": %d, \"g\": null, \"%s\": [1, %d]}"
                        .formatted(
                            i,
                            random.nextInt(3),
                            random.nextBoolean() ? "d" : "f",
                            random.nextInt(3)))
            .collect(Collectors.joining(","));
    return Events.json("{\"a\": [" + elements + "], \"e\": " + random.nextInt(2) + "}");
  }
}
