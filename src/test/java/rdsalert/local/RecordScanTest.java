package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.RuleCatalog;
import rdsalert.rule.Verdict;
import rdsalert.testing.Samples;

/** A file that is only looked through gives the same decisions as one whose events are all kept. */
class RecordScanTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final RuleCatalog RULES = RuleCatalog.packaged();
  private static final List<String> FIELDS =
      List.of(
          "eventID",
          "eventTime",
          "eventSource",
          "eventName",
          "awsRegion",
          "recipientAccountId",
          "errorCode",
          "errorMessage",
          "requestParameters",
          "userIdentity");

  /** In the place of a value: what the caller, or a broken file, might have there. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "\"\"",
          "\" \"",
          "true",
          "7",
          "1".repeat(40),
          "1.5e400",
          "[]",
          "{}",
          "[\"CreateDBSecurityGroup\"]",
          "[\"rds.amazonaws.com\",\"x\"]",
          "{\"eventName\":\"CreateDBSecurityGroup\"}",
          "\"CreateDBSecurityGroup\"",
          "\"createdbsecuritygroup\"",
          "\"rds.amazonaws.com\"",
          "\"ec2.amazonaws.com\"",
          "\"2026-02-30T10:00:00Z\"",
          "\"2026-02-28T10:00:00+01:00\"",
          "\"2026-12-31T23:59:59Z\"",
          "\"yesterday\"",
          "\"an id\"",
          "\"\\ud800 \\u0000 grüße\"");

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void decidesAlikeOnMutatedRecords(long seed) throws IOException {
    Random random = new Random(seed);
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      records.add(mutated(random));
    }
    Path file = write("{\"Records\":[" + String.join(",\n", records) + "]}");

    List<String> kept = decisions(file, false);

    assertThat(decisions(file, true)).as("seed %d", seed).isEqualTo(kept);
    assertThat(kept).hasSize(500).contains("ignored", "matched");
    assertThat(kept).anyMatch(decision -> decision.contains("problem"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void stopsAtTheSamePlaceOfABrokenFile(long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("{\"Records\":[");
    for (int i = 0; i < 20; i++) {
      text.append(i == 0 ? "" : ",").append(mutated(random));
    }
    text.setCharAt(random.nextInt(text.length()), "{}[]\",:\\x\u0001".charAt(random.nextInt(10)));
    Path file = write(text.append("]}").toString());

    assertThat(decisions(file, true)).as("seed %d", seed).isEqualTo(decisions(file, false));
  }

  @Test
  void findsItsPlaceBehindAByteOrderMark() throws IOException {
    Path file = write("\ufeff[" + detail("another-call") + "," + detail("root") + "]");

    assertThat(decisions(file, true)).containsExactly("ignored", "matched");
  }

  @Test
  void readsOtherEncodings() throws IOException {
    Path file = folder.resolve("utf-16.json");
    String text = "[" + detail("another-call") + "," + detail("root") + "]";
    Files.write(file, text.getBytes(StandardCharsets.UTF_16));

    assertThat(decisions(file, true)).containsExactly("ignored", "matched");
  }

  @Test
  void looksThroughMostRecordsWithoutKeepingThem() throws IOException {
    Path file = write("[" + detail("another-call") + "," + detail("another-call") + "]");
    Decisions decisions = new Decisions(true);

    EventFile.visit(file.toString(), decisions);

    assertThat(decisions.notKept).isEqualTo(2);
  }

  private static JsonNode detail(String sample) throws IOException {
    return MAPPER.readTree(Files.readString(Samples.file(sample))).path("detail");
  }

  /** A sample with up to two fields replaced, removed, written twice or in another casing. */
  private static String mutated(Random random) throws IOException {
    List<Path> samples = Samples.files().toList();
    Path sample = samples.get(random.nextInt(samples.size()));
    JsonNode event = MAPPER.readTree(Files.readString(sample));
    boolean bare = random.nextInt(4) > 0;
    ObjectNode record = (ObjectNode) (bare ? event.path("detail") : event);
    String text = record.toString();
    for (int i = random.nextInt(3); i > 0; i--) {
      text = mutated(text, random);
    }
    return text;
  }

  private static String mutated(String text, Random random) {
    String field = FIELDS.get(random.nextInt(FIELDS.size()));
    String value = VALUES.get(random.nextInt(VALUES.size()));
    String written = "\"" + field + "\":";
    return switch (random.nextInt(5)) {
      case 0 -> text.replace(written, written.toLowerCase(Locale.ROOT));
      case 1 -> text.replace(written, "\"x" + field + "\":");
      case 2 -> "{" + written + value + "," + text.substring(1);
      case 3 -> text.substring(0, text.length() - 1) + "," + written + value + "}";
      default -> text.replace(written, written + value + ",\"was\":");
    };
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("log.json"), text);
  }

  private static List<String> decisions(Path file, boolean lookingThrough) {
    Decisions decisions = new Decisions(lookingThrough);
    try {
      EventFile.visit(file.toString(), decisions);
    } catch (InputProblem e) {
      decisions.made.add("input problem: " + e.getMessage());
    }
    return decisions.made;
  }

  private static final class Decisions implements EventVisitor {
    private final List<String> made = new ArrayList<>();
    private final boolean lookingThrough;
    private int notKept;

    Decisions(boolean lookingThrough) {
      this.lookingThrough = lookingThrough;
    }

    @Override
    public Optional<Screen> screen() {
      return lookingThrough ? Optional.of(Screen.of(RULES)) : Optional.empty();
    }

    @Override
    public boolean countsIgnored() {
      return true;
    }

    @Override
    public void ignored() {
      notKept++;
      made.add("ignored");
    }

    @Override
    public void event(String where, ManagementEvent event) {
      boolean matched =
          RULES.rules().stream().anyMatch(rule -> rule.judge(event) instanceof Verdict.Matched);
      made.add(matched ? "matched" : "ignored");
    }

    @Override
    public void problem(String where, String problem) {
      made.add("problem " + where + ": " + problem);
    }
  }
}
