package rdsalert.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rdsalert.testing.TestRules;

/** What rules' patterns come to where only service, name and outcome can be compared. */
class WantedCallsTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final WantedCalls.Terms TERMS = new WantedCalls.Terms("s", "n", "OK", "BAD");

  private static final String SUCCESS =
      "\"errorCode\": [{\"exists\": false}, null, \"\"],"
          + " \"errorMessage\": [{\"exists\": false}, null, \"\"]";

  private static String condition(String... details) {
    WantedCalls wanted =
        new WantedCalls(
            Stream.of(details)
                .map(detail -> TestRules.lookingFor("r" + detail.hashCode(), pattern(detail)))
                .toList());
    return wanted.condition(TERMS).replaceAll("\\s+", " ");
  }

  private static JsonNode pattern(String detail) {
    try {
      return MAPPER.readTree("{\"source\": [\"aws.x\"], \"detail\": {" + detail + "}}");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void groupsServicesAndCallsByOutcome() {
    assertThat(
            condition(
                "\"eventSource\": [\"x\", \"y\"], \"eventName\": [\"B\"], " + SUCCESS,
                "\"eventSource\": [\"x\"], \"eventName\": [\"A\", \"B\"], " + SUCCESS,
                "\"eventSource\": [\"x\"], \"eventName\": [\"A'\"], \"errorCode\": [\"Denied\"]"))
        .isEqualTo(
            "(OK AND s IN ( 'x', 'y') AND n IN ( 'A', 'B')"
                + " OR BAD AND s IN ( 'x') AND n IN ( 'A'''))");
  }

  @Test
  void isCoarserWhereAPatternSaysMore() {
    String ofX = "\"eventSource\": [\"x\"], \"eventName\": [\"A\"]";
    String ofAny = "\"eventSource\": [\"x\", {\"suffix\": \"y\"}], \"eventName\": [\"B\"]";

    assertThat(condition("\"eventName\": [\"A\"], " + SUCCESS)).isEqualTo("(OK AND n IN ( 'A'))");
    assertThat(condition(ofX, ofAny)).isEqualTo("(n IN ( 'A', 'B'))");
    assertThat(condition(ofAny, ofX)).isEqualTo("(n IN ( 'A', 'B'))");
  }

  @Test
  void takesAnyOutcomeUnlessEveryAlternativeSaysWhich() {
    List<String> any =
        List.of(
            "\"errorCode\": [{\"exists\": false}, null, \"\"]",
            "\"errorCode\": [{\"exists\": true}]",
            "\"errorCode\": [\"Denied\", \"\"]",
            "\"errorCode\": [{\"prefix\": \"\"}]",
            "\"errorCode\": [{\"anything-but\": \"Denied\"}]",
            "\"$or\": [{\"errorCode\": [\"Denied\"]}, {\"requestID\": [\"1\"]}]");
    for (String outcome : any) {
      assertThat(condition("\"eventSource\": [\"x\"], \"eventName\": [\"A\"], " + outcome))
          .as(outcome)
          .isEqualTo("(s IN ( 'x') AND n IN ( 'A'))");
    }
    assertThat(
            condition(
                "\"eventSource\": [\"x\"], \"eventName\": [\"A\"], \"$or\": [{\"errorCode\":"
                    + " [{\"prefix\": {\"equals-ignore-case\": \"a\"}}]},"
                    + " {\"errorMessage\": [\"no\"]}]"))
        .isEqualTo("(BAD AND s IN ( 'x') AND n IN ( 'A'))");
  }
}
