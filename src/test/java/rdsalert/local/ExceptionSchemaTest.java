package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.rule.Exceptions;

class ExceptionSchemaTest {
  @Test
  void takesTheExamples() throws IOException {
    assertThat(ExceptionSchema.faults(Files.readString(Path.of("docs/exceptions.example.json"))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id       | "a b"
          pattern  | []
          owner    | ""
          reason   | "  "
          expires  | "2026-06-01"
          broad    | "yes"
          expire   | "2026"
          schedule | {"weekdays": [], "start": "09:00", "length": "PT1H", "timeZone": "UTC"}
          schedule | {"weekdays": ["someday"], "start": "09:00", "length": "PT1H", "timeZone": "UTC"}
          schedule | {"weekdays": ["sun"], "start": "9", "length": "PT1H", "timeZone": "UTC"}
          schedule | {"weekdays": ["sun"], "start": "09:00", "length": "1 hour", "timeZone": "UTC"}
          schedule | {"days": ["sun"]}
          """)
  void refusesWhatTheFunctionRefuses(String property, String value) {
    var entry = Exceptions.entry("one", ExceptionEntries.MARY);
    entry.set(property, rdsalert.event.Events.json(value));

    assertThat(ExceptionSchema.faults("{\"exceptions\": [" + entry + "]}")).isNotEmpty();
  }

  @Test
  void saysOfWhichEntryAndWhereInItOrInTheFile() {
    String twice = "{\"weekdays\": [\"SAT\", \"SAT\"], \"start\": \"22:00\", \"length\": \"PT4H\"}";
    String file = "{\"a\": 1, \"exceptions\": [{}, {\"schedule\": " + twice + "}]}";

    assertThat(ExceptionSchema.faults(file))
        .contains(
            new SchemaFault(
                OptionalInt.empty(),
                "/: property 'a' is not defined in the schema and the schema does not allow additional properties"))
        .contains(new SchemaFault(OptionalInt.of(0), "/: required property 'id' not found"))
        .contains(
            new SchemaFault(OptionalInt.of(1), "/schedule: required property 'timeZone' not found"))
        .anyMatch(fault -> fault.text().startsWith("/schedule/weekdays: "));
  }
}
