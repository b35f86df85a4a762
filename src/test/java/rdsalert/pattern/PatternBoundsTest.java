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
class PatternBoundsTest {
  @ParameterizedTest(name = "{0} groups of {1}: {2}")
  @CsvSource({"9, 2, true", "10, 2, false", "3, 10, true", "4, 10, false"})
  void takesAThousandAlternativesOnceTheyAreMultipliedOut(int groups, int of, boolean taken) {
    assertThat(fault(groups(groups, of)) == null).isEqualTo(taken);
  }

  @Test
  void countsAlternativesOverAFile() {
    PatternBounds bounds = new PatternBounds();
    JsonNode thousand = groups(3, 10);

    assertThat(bounds.take(thousand)).isEmpty();
    assertThat(bounds.take(thousand)).isEmpty();
    assertThat(bounds.take(groups(1, 2)))
        .hasValue("the $or of the file make more than 2,000 alternatives in all");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"numeric\":[\">\",7]}",
        "{\"wildcard\":\"*a*\"}",
        "{\"anything-but\":{\"wildcard\":\"a*\"}}",
        "{\"anything-but\":{\"wildcard\":[\"a*\"]}}"
      })
  void countsWhatTheMatcherTakesLongFor(String value) {
    JsonNode pattern = Events.json("{\"a\": [" + value + "]}");
    PatternBounds bounds = new PatternBounds();

    assertThat(IntStream.range(0, 50).mapToObj(i -> bounds.take(pattern)))
        .containsOnly(Optional.empty());
    assertThat(bounds.take(pattern)).isNotEmpty();
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
        .isEqualTo("'" + text + "' looks like an address but is not one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "255.255.255.255", "1.2.3", "1.2.3.4.5", "v1.2.3.999"})
  void takesOtherTexts(String text) {
    assertThat(fault(Events.json("{\"a\": [\"" + text + "\"]}"))).isNull();
  }

  private static @Nullable String fault(JsonNode pattern) {
    return PatternSet.fault(pattern, new PatternBounds());
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
