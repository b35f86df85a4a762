package rdsalert.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.silence.Exceptions.NOW;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.event.EventReader;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences.Verdict;
import rdsalert.testing.Samples;
import rdsalert.testing.TestEvents;
import rdsalert.testing.TestRules;

class SilenceFileTest {
  private static final String OF_MARY =
      "{\"userIdentity\": {\"arn\": [\"arn:aws:iam::123456789012:user/mary\"]}}";
  private static final Path EXAMPLES = Path.of("docs/exceptions.example.json");

  private static final String TOO_BROAD =
      "it pins nothing that AWS vouches for: name a user or role by ARN, or an account together"
          + " with names, tags or hours, or say \"broad\": true";

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest(name = "{0} as {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id       | "a b"        | id must be 1 to 64 letters, digits and . _ -
          id       | 7            | id must be 1 to 64 letters, digits and . _ -
          rule     | "other"      | there is no rule with the id 'other'
          rule     | null         | rule is null: give it a value, or leave it out
          pattern  | "*"          | pattern: it must be a JSON object
          pattern  | null         | pattern: it must be a JSON object
          pattern  | {"detail": {"userAgent": "x"}} | pattern: not a valid event pattern: "userAgent" must be an object or an array
          pattern  | {"detail": {"userAgent": [{"like": "x"}]}} | pattern: not a valid event pattern: Unrecognized match type like
          pattern  | {"detail": {"userAgent": []}} | pattern: not a valid event pattern: Empty arrays are not allowed
          owner    | ""           | owner is missing: who answers for it?
          owner    | 7            | owner must be a text
          reason   | "  "         | reason is missing: why is it harmless?
          expires  | "2026-06-01" | expires must be a moment such as 2027-01-31T00:00:00Z
          expires  | 1767225600   | expires must be a moment such as 2027-01-31T00:00:00Z
          broad    | "yes"        | broad must be true or false
          expire   | "2026"       | property 'expire' is not known
          schedule | {"weekdays": ["sun"], "start": "9", "length": "PT1H", "timeZone": "UTC"} | schedule: start must be a time such as 22:30
          schedule | {"weekdays": ["sun"], "start": "09:00", "length": "1 hour", "timeZone": "UTC"} | schedule: length must be a length such as PT2H30M, at most 24 hours
          schedule | {"weekdays": ["sun"], "start": "09:00", "length": "PT25H", "timeZone": "UTC"} | schedule: length must be a length such as PT2H30M, at most 24 hours
          schedule | {"weekdays": ["sun"], "start": "09:00", "length": "PT1H", "timeZone": "Berlin"} | schedule: timeZone must be a time zone such as Europe/Berlin
          schedule | {"weekdays": [], "start": "09:00", "length": "PT1H", "timeZone": "UTC"} | schedule: weekdays must be a list such as ["SAT", "SUN"]
          schedule | {"weekdays": {"first": "sun"}, "start": "09:00", "length": "PT1H", "timeZone": "UTC"} | schedule: weekdays must be a list such as ["SAT", "SUN"]
          schedule | {"weekdays": ["sundays"], "start": "09:00", "length": "PT1H", "timeZone": "UTC"} | schedule: "sundays" is not a weekday such as "SAT"
          schedule | {"weekdays": ["someday"], "start": "09:00", "length": "PT1H", "timeZone": "UTC"} | schedule: "someday" is not a weekday such as "SAT"
          schedule | {"days": ["sun"]} | schedule: property 'days' is not known; use weekdays, start, length, timeZone
          schedule | "always"     | schedule: must be an object with weekdays, start, length and timeZone
          """)
  void namesWhatIsWrongWithAnEntry(String property, String value, String fault) {
    var entry = Exceptions.entry("one", OF_MARY);
    entry.set(property, rdsalert.event.Events.json(value));

    assertThat(Exceptions.of(entry.toString()).off(NOW))
        .extracting(SilenceStatus.Off::why)
        .containsExactly("is off: " + fault);
  }

  @Test
  void namesAllFaultsOfAnEntryAtOnce() {
    assertThat(Exceptions.of("{\"pattern\": {}}").off(NOW))
        .containsExactly(
            new SilenceStatus.Off(
                "entry 1",
                "is off: id must be 1 to 64 letters, digits and . _ -;"
                    + " owner is missing: who answers for it?;"
                    + " reason is missing: why is it harmless?;"
                    + " expires is missing: give a moment such as 2027-01-31T00:00:00Z;"
                    + " "
                    + TOO_BROAD,
                List.of(
                    "id must be 1 to 64 letters, digits and . _ -",
                    "owner is missing: who answers for it?",
                    "reason is missing: why is it harmless?",
                    "expires is missing: give a moment such as 2027-01-31T00:00:00Z",
                    TOO_BROAD)));
  }

  @Test
  void boundsWhatAnEntrySaysAndWhatIsSaidOfIt() {
    var entry = Exceptions.entry("one", OF_MARY);
    String longest = "é".repeat(255) + "\uD83D\uDE00";

    assertThat(Exceptions.of(entry.put("owner", longest).toString()).off(NOW)).isEmpty();
    entry.put("owner", longest + "x").put("reason", "x".repeat(257)).put("x".repeat(300), 1);
    assertThat(Exceptions.of(entry.toString()).off(NOW).getFirst().faults())
        .containsExactly(
            "property '" + "x".repeat(190) + "...",
            "owner is longer than 256 characters",
            "reason is longer than 256 characters");
  }

  @Test
  void keepsTheFirstOfTwoWithOneId() {
    String entry = Exceptions.covering("one", OF_MARY);

    assertThat(Exceptions.of(entry, entry).statuses(NOW))
        .satisfiesExactly(
            first -> assertThat(first).isInstanceOf(SilenceStatus.On.class),
            second ->
                assertThat(second)
                    .isEqualTo(
                        new SilenceStatus.Off(
                            "one",
                            "is off: an entry before it has the same id",
                            List.of("an entry before it has the same id"))));
  }

  @Test
  void takesAMomentInAnyOffset() {
    var entry = Exceptions.entry("one", OF_MARY);
    entry.put("expires", "2026-06-01T02:00:00+02:00");

    assertThat(Exceptions.of(entry.toString()).statuses(NOW).getFirst())
        .isInstanceOfSatisfying(
            SilenceStatus.On.class,
            on ->
                assertThat(on.exception().expires())
                    .isEqualTo(Instant.parse("2026-06-01T00:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                  | the file has no list named exceptions
          []                  | the file has no list named exceptions
          {"exception": []}   | the file has no list named exceptions
          {"exceptions": {}}  | the file has no list named exceptions
          {"exceptions": []}] | the file is not JSON, line 1, column 19
          {"exceptions": []} {} | the file is not JSON, line 1, column 20
          """)
  void saysWhyAFileCannotBeRead(String content, String why) {
    assertThat(Exceptions.file(content).unreadable()).hasValue(why);
  }

  @Test
  void goesOnWithoutAFileThatIsNotThere() {
    Silences exceptions = SilenceFile.read(folder.resolve("none.json"), RuleCatalog.packaged());

    assertThat(exceptions.unreadable()).hasValue("the file cannot be opened: none.json");
  }

  @Test
  void putsWhatATeamWroteByMistakeIntoPrintableAscii() throws IOException {
    Path file = folder.resolve("odd.json");
    Files.writeString(
        file,
        "{\"exceptions\": [{\"id\": \"one\", \"\\u202e\\n\\u001b[2J\": 1, \"pattern\": {}}]}");

    assertThat(SilenceFile.read(file, RuleCatalog.packaged()).off(NOW).getFirst().why())
        .matches("[ -~]*");
  }

  @Test
  void hasExamplesOfEveryKindThatAreSound() {
    Silences examples = SilenceFile.read(EXAMPLES, RuleCatalog.packaged());
    Instant then = Instant.parse("2026-12-01T00:00:00Z");

    assertThat(examples.off(then)).isEmpty();
    assertThat(examples.statuses(then))
        .extracting(status -> ((SilenceStatus.On) status).exception().id())
        .containsExactly(
            "reporting-people",
            "infrastructure-deploys",
            "saturday-maintenance",
            "test-environments");
    assertThat(
            examples.judge(
                RuleCatalog.packaged().rules().getFirst(),
                TestEvents.sample("service-principal"),
                then))
        .isInstanceOfSatisfying(
            Verdict.Silenced.class,
            silenced -> assertThat(silenced.by().id()).isEqualTo("infrastructure-deploys"));
  }

  /** What each is for: an event with its values is silenced, and one without them is not. */
  @Test
  void hasReadyExceptionsThatSilenceWhatTheySayAndNothingElse() throws IOException {
    RuleCatalog rules = TestRules.everyPackaged();
    Path file = Path.of("docs/exceptions.database-exposure.json");
    Silences ready = SilenceFile.read(file, rules);
    Instant then = Instant.parse("2026-12-01T00:00:00Z");

    assertThat(ready.off(then)).isEmpty();
    for (JsonNode entry : JsonMapper.builder().build().readTree(file.toFile()).path("exceptions")) {
      DetectionRule rule = rules.find(entry.path("rule").asText()).orElseThrow();
      ObjectNode json = (ObjectNode) Samples.read(hit(rule)).json();
      assertThat(ready.judge(rule, new EventReader().read(json), then))
          .isInstanceOf(Verdict.Raised.class);

      ((ObjectNode) json.path("detail")).put("eventTime", "2026-11-29T01:30:00Z");
      ((ObjectNode) json.at("/detail/userIdentity")).put("type", "AssumedRole");
      fill((ObjectNode) json.path("detail"), entry.at("/pattern/detail"));
      assertThat(ready.judge(rule, new EventReader().read(json), then))
          .as(entry.path("id").asText())
          .isInstanceOf(Verdict.Silenced.class);
    }
  }

  private static Path hit(DetectionRule rule) {
    return TestRules.ofThePack().entrySet().stream()
        .filter(one -> one.getKey().id().equals(rule.id()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  /** Puts the values into an event that a pattern asks for. */
  private static void fill(ObjectNode event, JsonNode pattern) {
    pattern
        .properties()
        .forEach(
            field -> {
              JsonNode wanted = field.getValue().path(0);
              if (field.getValue().isObject()) {
                ObjectNode below =
                    event.path(field.getKey()) instanceof ObjectNode there
                        ? there
                        : event.putObject(field.getKey());
                fill(below, field.getValue());
              } else {
                String value =
                    wanted.isObject() ? wanted.path("prefix").asText() + "1" : wanted.asText();
                event.put(field.getKey(), value);
              }
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"exceptions\": [%s], \"exceptions\": []}",
        "{\"exceptions\": [%s, {\"id\": \"b\", \"id\": \"c\"}]}"
      })
  void usesNoFileInWhichAPropertyIsThereTwice(String file) {
    String entry = Exceptions.covering("first", OF_MARY);

    assertThat(Exceptions.file(file.formatted(entry)).unreadable())
        .hasValueSatisfying(why -> assertThat(why).endsWith(": a property is there twice"));
  }

  @Test
  void usesNoFileThatIsNestedWithoutEndOrTooLong() {
    String nested = "{\"exceptions\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    String spaces = "{\"exceptions\": []" + " ".repeat(SilenceFile.LONGEST) + "}";

    assertThat(Exceptions.file(nested).unreadable()).isNotEmpty();
    assertThat(Exceptions.file(spaces).unreadable()).hasValue("the file is longer than 256 KB");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"id": "b", "pattern": DEEP}                           | it is longer than 2,048 characters
          {"id": "b", "expires": null}                           | expires is missing
          {"id": "b", "rule": null}                              | rule is null
          {"id": "b", "schedule": null}                          | schedule is null
          {"id": "b", "broad": null}                             | broad is null
          {"id": "b", "pattern": null}                           | it must be a JSON object
          {"id": "b", "owner": 7}                                | owner must be a text
          7                                                      | it must be a JSON object
          """)
  void anEntryThatGoesTooFarSpoilsNoOther(String bad, String fault) {
    String nested = "{\"a\":".repeat(900) + "1" + "}".repeat(900);
    String entry = bad.replace("DEEP", nested);
    Silences exceptions =
        Exceptions.of(
            Exceptions.covering("first", OF_MARY), entry, Exceptions.covering("last", OF_MARY));

    assertThat(exceptions.unreadable()).isEmpty();
    assertThat(exceptions.statuses(NOW).get(0)).isInstanceOf(SilenceStatus.On.class);
    assertThat(exceptions.statuses(NOW).get(2)).isInstanceOf(SilenceStatus.On.class);
    assertThat(exceptions.off(NOW)).singleElement().asString().contains(fault);
  }
}
