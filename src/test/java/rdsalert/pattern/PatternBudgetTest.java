package rdsalert.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.silence.Exceptions.NOW;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.silence.Exceptions;
import rdsalert.silence.SilenceStatus;

/** What a file of exceptions may cost the start of a function. */
class PatternBudgetTest {
  @Test
  void leavesOutTheEntryWhoseStarsAreTooManyAndNoneBefore() {
    assertThat(
            off(
                301,
                i -> "{\"userIdentity\": {\"arn\": [{\"wildcard\": \"arn:*:role/r" + i + "*\"}]}}"))
        .containsExactly("e300");
  }

  @Test
  void countsStarsInsideListsAndNegations() {
    assertThat(
            off(
                151,
                i ->
                    "{\"userAgent\": [{\"anything-but\": {\"wildcard\": [\"a*"
                        + i
                        + "*\", \"b*"
                        + i
                        + "*\"]}}],"
                        + " \"userIdentity\": {\"userName\": [\"mary\"]}}"))
        .containsExactly("e150");
  }

  @Test
  void refusesOneValueOfNothingButStarsBeforeItIsCompiled() {
    String detail = "{\"userAgent\": [{\"wildcard\": \"" + "a*".repeat(100_000) + "\"}]}";

    assertThat(off(1, i -> detail)).containsExactly("e0");
  }

  @Test
  void takesAThousandWithOneStarEach() {
    assertThat(
            off(
                1000,
                i -> "{\"userIdentity\": {\"arn\": [{\"wildcard\": \"arn:aws:r" + i + "*\"}]}}"))
        .isEmpty();
  }

  @Test
  void leavesOutTheEntryWhoseAlternativesAreTooManyAndNoneBefore() {
    String ten = alternatives("userName", 10);
    String other = alternatives("accountId", 10);
    assertThat(
            off(
                101,
                i -> "{\"userIdentity\": {" + ten + "}, \"requestParameters\": {" + other + "}}"))
        .containsExactly("e100");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"198.51.100.256", "1.2.3.4000", "300.1.1.1", "192.0.2.0/x", "192.0.2.256/24"})
  void refusesWhatTheMatcherWouldLookUpInTheNetwork(String text) {
    String pattern = "{\"sourceIPAddress\": [\"" + text + "\"]}";

    assertThat(Exceptions.of(Exceptions.covering("one", pattern)).off(NOW))
        .singleElement()
        .asString()
        .contains("'" + text + "' looks like an address and is none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "255.255.255.255", "1.2.3", "1.2.3.4.5", "v1.2.3.999"})
  void takesOtherTexts(String text) {
    String pattern = "{\"userAgent\": [\"" + text + "\"]}";

    assertThat(Exceptions.of(Exceptions.covering("one", pattern)).off(NOW)).isEmpty();
  }

  private interface Detail {
    String of(int number);
  }

  private static List<String> off(int entries, Detail detail) {
    String[] all =
        IntStream.range(0, entries)
            .mapToObj(i -> Exceptions.covering("e" + i, detail.of(i)))
            .toArray(String[]::new);
    return Exceptions.of(all).off(NOW).stream().map(SilenceStatus.Off::label).toList();
  }

  private static String alternatives(String field, int count) {
    return "\"$or\": ["
        + String.join(
            ",",
            IntStream.range(0, count)
                .mapToObj(i -> "{\"" + field + "\": [\"v" + i + "\"]}")
                .toList())
        + "]";
  }
}
