package rdsalert.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.event.Events;

class PatternSetTest {
  private static final PatternSet<String> SET =
      set(
          "either", "{\"detail\": {\"eventName\": [\"A\", \"B\"], \"n\": [1]}}",
          "inner",
              "{\"detail\": {\"eventName\": [\"A\", \"C\"], \"$or\": [{\"eventName\": [\"A\"]}, {\"n\": [2]}]}}",
          "prefix", "{\"detail\": {\"eventName\": [{\"prefix\": \"A\"}], \"n\": [1]}}",
          "branch", "{\"detail\": {\"$or\": [{\"eventName\": [\"D\"]}, {\"n\": [3]}]}}",
          "all", "{}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A | 1 | either,inner,prefix,branch,all | either,inner,prefix,all
          A | 3 | either,inner,prefix,branch,all | inner,branch,all
          B | 1 | either,prefix,branch,all       | either,all
          C | 2 | inner,prefix,branch,all        | inner,all
          D | 1 | prefix,branch,all              | branch,all
          E | 3 | prefix,branch,all              | branch,all
          """)
  void namesThePatternsThatLookForACallAndThoseThatMatch(
      String call, int n, String looking, String matching) {
    JsonNode event =
        Events.json("{\"detail\": {\"eventName\": \"%s\", \"n\": %d}}".formatted(call, n));

    assertThat(String.join(",", SET.lookingFor(event.at("/detail/eventName").asText())))
        .isEqualTo(looking);
    assertThat(String.join(",", SET.matching(event))).isEqualTo(matching);
  }

  @Test
  void matchesNothingWithoutPatterns() {
    assertThat(PatternSet.of(Map.of()).matching(Events.plain())).isEmpty();
  }

  @Test
  void refusesWhatTheMatcherRefuses() {
    PatternSet<String> bad = set("bad", "{\"a\": [{\"like\": \"x\"}]}");

    assertThatThrownBy(bad::compile)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a valid event pattern: Unrecognized match type like");
  }

  private static PatternSet<String> set(String... namesAndPatterns) {
    Map<String, JsonNode> patterns = new LinkedHashMap<>();
    for (int i = 0; i < namesAndPatterns.length; i += 2) {
      patterns.put(namesAndPatterns[i], Events.json(namesAndPatterns[i + 1]));
    }
    return PatternSet.of(patterns);
  }
}
