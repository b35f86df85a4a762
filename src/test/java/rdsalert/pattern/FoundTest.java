package rdsalert.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.event.Events;

/** What {@code explain} says that an event holds. */
class FoundTest {
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
}
