package rdsalert.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.event.Events;

/** What patterns may cost. */
class PatternCheckTest {
  @ParameterizedTest(name = "{0} groups of {1}: {2}")
  @CsvSource({"9, 2, true", "10, 2, false", "3, 10, true", "4, 10, false"})
  void takesAThousandAlternativesOnceTheyAreMultipliedOut(int groups, int of, boolean taken) {
    assertThat(fault(groups(groups, of)) == null).isEqualTo(taken);
  }

  @Test
  void countsAlternativesOverAFile() {
    PatternCheck check = new PatternCheck();

    assertThat(check.fault(groups(9, 2))).isEmpty();
    assertThat(check.fault(groups(9, 2)))
        .hasValueSatisfying(fault -> assertThat(fault).contains("more than 1,000 alternatives"));
    assertThat(check.fault(groups(2, 22))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"numeric\":[\">\",7]}",
        "{\"wildcard\":\"*a*\"}",
        "{\"wildcard\":\"a*b*\"}",
        "{\"anything-but\":{\"wildcard\":\"a*\"}}",
        "{\"anything-but\":{\"wildcard\":[\"a*\"]}}"
      })
  void countsWhatTheMatcherTakesLongFor(String value) {
    JsonNode pattern = Events.json("{\"a\": [" + value + "]}");
    PatternCheck check = new PatternCheck();

    assertThat(IntStream.range(0, 50).mapToObj(i -> check.fault(pattern)))
        .containsOnly(Optional.empty());
    assertThat(check.fault(pattern)).isNotEmpty();
  }

  /** How often a value may stand in a file. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"wildcard": "*a"}                                | 500
          {"wildcard": "a*b"}                               | 500
          {"wildcard": "*a*b*c"}                            | 25
          {"anything-but": {"wildcard": ["*a", "b*"]}}      | 25
          {"anything-but": {"wildcard": ["*a*b*c", "b*"]}}  | 16
          {"wildcard": "a*"}                                | 501
          {"suffix": "a"}                                   | 501
          """)
  void countsStarsAndWhatStandsInLists(String value, int most) {
    JsonNode pattern = Events.json("{\"a\": [" + value + "]}");
    PatternCheck check = new PatternCheck();

    assertThat(IntStream.range(0, 501).filter(i -> check.fault(pattern).isEmpty()).count())
        .isEqualTo(most);
  }

  @Test
  void countsAValueForEachAlternative() {
    String other = "\"a\": [{\"wildcard\": \"*a\"}]";
    JsonNode pattern = Events.json(groups(8, 2).toString().replaceFirst("}$", "," + other + "}"));
    PatternCheck check = new PatternCheck();

    assertThat(check.fault(pattern)).isEmpty();
    assertThat(check.fault(pattern))
        .hasValueSatisfying(fault -> assertThat(fault).contains("more than 500 address ranges"));
  }

  @Test
  void takesFiveHundredAddressRanges() {
    JsonNode pattern = Events.json("{\"a\": [{\"cidr\": \"2001:db8::/41\"}]}");
    PatternCheck check = new PatternCheck();

    assertThat(IntStream.range(0, 500).mapToObj(i -> check.fault(pattern)))
        .containsOnly(Optional.empty());
    assertThat(check.fault(pattern))
        .hasValueSatisfying(fault -> assertThat(fault).contains("more than 500 address ranges"));
  }

  @ParameterizedTest
  @CsvSource({"2048, true", "2049, false"})
  void takesTwoThousandCharacters(int length, boolean taken) {
    JsonNode pattern = Events.json("{\"a\":[\"" + "x".repeat(length - 10) + "\"]}");

    assertThat(pattern.toString()).hasSize(length);
    assertThat(fault(pattern) == null).isEqualTo(taken);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"198.51.100.256", "1.2.3.4000", "300.1.1.1", "192.0.2.0/x", "192.0.2.256/24"})
  void refusesWhatTheMatcherWouldLookUpInTheNetwork(String text) {
    assertThat(fault(Events.json("{\"a\": [\"" + text + "\"]}")))
        .isEqualTo("'" + text + "' looks like an IP address but is not one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "255.255.255.255", "1.2.3", "1.2.3.4.5", "v1.2.3.999"})
  void takesOtherTexts(String text) {
    assertThat(fault(Events.json("{\"a\": [\"" + text + "\"]}"))).isNull();
  }

  private static @Nullable String fault(JsonNode pattern) {
    return new PatternCheck().fault(pattern).orElse(null);
  }

  private static JsonNode groups(int groups, int of) {
    return Events.json(
        IntStream.range(0, groups)
            .mapToObj(group -> "\"f" + group + "\": {\"$or\": [" + branches(of) + "]}")
            .collect(Collectors.joining(",", "{", "}")));
  }

  private static String branches(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"g" + i + "\": [1]}")
        .collect(Collectors.joining(","));
  }
}
