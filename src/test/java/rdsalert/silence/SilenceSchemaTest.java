package rdsalert.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.silence.Exceptions.NOW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.event.Events;

class SilenceSchemaTest {
  private static final String MARY =
      "{\"userIdentity\": {\"arn\": [\"arn:aws:iam::123456789012:user/mary\"]}}";

  @ParameterizedTest
  @ValueSource(strings = {"docs/exceptions.example.json", "docs/exceptions.database-exposure.json"})
  void takesTheExamples(String file) throws IOException {
    assertThat(SilenceSchema.faults(Files.readString(Path.of(file)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id       | "a b"
          id       | null
          id       | 7
          rule     | null
          rule     | ""
          pattern  | []
          pattern  | null
          owner    | ""
          owner    | "\u200b\u00a0"
          owner    | 7
          owner    | null
          reason   | "  "
          expires  | null
          expires  | 2027
          expires  | "2026-06-01"
          expires  | "2026-06-01T00:00:00+01:00:30"
          expires  | "+12026-06-01T00:00:00Z"
          broad    | "yes"
          broad    | null
          expire   | "2026"
          schedule | null
          schedule | "weekends"
          schedule | {"weekdays": [], "start": "09:00", "length": "PT1H", "timeZone": "UTC"}
          schedule | {"weekdays": ["someday"], "start": "09:00", "length": "PT1H", "timeZone": "UTC"}
          schedule | {"weekdays": ["sun", "sun"], "start": "09:00", "length": "PT1H", "timeZone": "UTC"}
          schedule | {"weekdays": ["\u017fat"], "start": "09:00", "length": "PT1H", "timeZone": "UTC"}
          schedule | {"weekdays": [7], "start": "09:00", "length": "PT1H", "timeZone": "UTC"}
          schedule | {"weekdays": "sun", "start": "09:00", "length": "PT1H", "timeZone": "UTC"}
          schedule | {"weekdays": ["sun"], "start": "9", "length": "PT1H", "timeZone": "UTC"}
          schedule | {"weekdays": ["sun"], "start": "24:00", "length": "PT1H", "timeZone": "UTC"}
          schedule | {"weekdays": ["sun"], "start": "22:00:30.5", "length": "PT1H", "timeZone": "UTC"}
          schedule | {"weekdays": ["sun"], "start": "09:00", "length": "1 hour", "timeZone": "UTC"}
          schedule | {"weekdays": ["sun"], "start": "09:00", "length": "pt4h", "timeZone": "UTC"}
          schedule | {"weekdays": ["sun"], "start": "09:00", "length": "PT+4H", "timeZone": "UTC"}
          schedule | {"weekdays": ["sun"], "start": "09:00", "length": "P0DT4H", "timeZone": "UTC"}
          schedule | {"weekdays": ["sun"], "start": "09:00", "length": "PT4Hx", "timeZone": "UTC"}
          schedule | {"weekdays": ["sun"], "start": "09:00", "length": "PT25H", "timeZone": "UTC"}
          schedule | {"weekdays": ["sun"], "start": "09:00", "length": "PT", "timeZone": "UTC"}
          schedule | {"weekdays": ["sun"], "start": "09:00", "length": 4, "timeZone": "UTC"}
          schedule | {"weekdays": ["sun"], "start": "09:00", "length": "PT1H", "timeZone": ""}
          schedule | {"weekdays": ["sun"], "start": "09:00", "length": "PT1H", "timeZone": 5}
          schedule | {"weekdays": ["sun"], "start": "09:00", "length": "PT1H"}
          schedule | {"days": ["sun"]}
          """)
  void refusesWhatTheFunctionRefuses(String property, String value) {
    var entry = Exceptions.entry("one", MARY);
    entry.set(property, Events.json(value));

    assertThat(SilenceSchema.faults("{\"exceptions\": [" + entry + "]}")).isNotEmpty();
    assertThat(Exceptions.of(entry.toString()).off(NOW)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"weekdays\": [\"Sat\", \"SUNDAY\"], \"start\": \"22:30\", \"length\": \"PT2H30M\", \"timeZone\": \"UTC\"}",
        "{\"weekdays\": [\"mon\"], \"start\": \"00:00:59\", \"length\": \"P1D\", \"timeZone\": \"UTC\"}",
        "{\"weekdays\": [\"mon\"], \"start\": \"00:00\", \"length\": \"PT24H\", \"timeZone\": \"UTC\"}",
        "{\"weekdays\": [\"mon\"], \"start\": \"00:00\", \"length\": \"PT90M\", \"timeZone\": \"UTC\"}",
        "{\"weekdays\": [\"mon\"], \"start\": \"00:00\", \"length\": \"PT30S\", \"timeZone\": \"UTC\"}"
      })
  void takesTheSchedulesThatTheFunctionTakes(String schedule) {
    var entry = Exceptions.entry("one", MARY);
    entry.set("schedule", Events.json(schedule));

    assertThat(SilenceSchema.faults("{\"exceptions\": [" + entry + "]}")).isEmpty();
    assertThat(Exceptions.of(entry.toString()).off(NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\": 1, ", "\"$schema\": 7, ", "\"Exceptions\": [], "})
  void refusesPropertiesOfTheFileThatTheFunctionRefuses(String more) {
    String entry = Exceptions.entry("one", MARY).toString();
    String file = "{" + more + "\"exceptions\": [" + entry + "]}";

    assertThat(SilenceSchema.faults(file)).isNotEmpty();
    assertThat(Exceptions.file(file).statuses(NOW))
        .satisfiesExactly(
            on -> assertThat(on).isInstanceOf(SilenceStatus.On.class),
            off -> assertThat(off).isInstanceOf(SilenceStatus.Off.class));
  }
}
