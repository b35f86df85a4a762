package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.local.SilenceEntries.entry;
import static rdsalert.local.SilenceEntries.everybodys;
import static rdsalert.local.SilenceEntries.file;
import static rdsalert.local.SilenceEntries.marys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCommandTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void namesEveryEntryAndItsStateAndFailsIfOneIsOff() throws IOException {
    String broken = "{\"id\": \"broken\"}";

    CommandRun run =
        CommandRun.of(
            "check",
            file(folder, marys("good", 40), marys("old", -3), broken, everybodys("everybody")));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.lines())
        .anyMatch(line -> line.matches("exceptions: .*, 1 on, 3 off"))
        .anyMatch(line -> line.startsWith("  on   good: 39 days left, until 20"))
        .contains("       known and wanted (platform team)")
        .anyMatch(line -> line.startsWith("  off  old (entry 2): expired on 20"))
        .contains("  off  broken (entry 3): 4 faults")
        .contains("       pattern: it is missing")
        .contains(
            "  off  everybody (entry 4): it pins nothing that AWS vouches for: name a user or role by"
                + " ARN, or an account together with names, tags or hours, or say \"broad\": true");
    assertThat(run.err())
        .contains("3 of 4 exceptions off; what is off silences nothing: fix or remove it");
  }

  @Test
  void isContentWithAFileInWhichAllAreOn() throws IOException {
    CommandRun run = CommandRun.of("check", file(folder, marys("good", 300)));

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void warnsOfAnExceptionThatAnybodyCanHideBehind() throws IOException {
    String byName = "{\"requestParameters\": {\"dBSecurityGroupName\": [{\"prefix\": \"test\"}]}}";

    CommandRun run =
        CommandRun.of("check", file(folder, entry("byname", 40, byName).put("broad", true)));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("       take care: it pins no caller; anybody who knows it can hide behind it");
    assertThat(CommandRun.of("check", file(folder, marys("good", 40))).out())
        .doesNotContain("take care");
  }

  @Test
  void saysOfAnExceptionThatItCoversRootToo() throws IOException {
    String account = "{\"recipientAccountId\": [\"111122223333\"]}";
    String named =
        "{\"recipientAccountId\": [\"111122223333\"], \"requestParameters\": {\"dBSecurityGroupName\": [\"trial\"]}}";
    CommandRun run =
        CommandRun.of(
            "check",
            file(
                folder,
                entry("broad", 40, account).put("broad", true),
                entry("narrow", 40, named),
                marys("marys", 40).put("broad", true)));

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines())
        .containsOnlyOnce("       may cover root too")
        .containsSequence("       known and wanted (platform team)", "       may cover root too")
        .containsOnlyOnce(
            "       names no caller, so it leaves out root, callers from another account, rules of"
                + " high severity and access for the whole internet");
  }

  @Test
  void namesEveryFaultOfAnEntryOnALineOfItsOwn() throws IOException {
    String broken =
        """
        {"id": "broken", "patern": {}, "owner": "", "expires": "2027-01-31", "broad": "yes",
         "schedule": {"days": ["sun"]}, "rule": "no-such-rule"}
        """;

    assertThat(CommandRun.of("check", file(folder, marys("good", 40), broken)).lines())
        .containsSubsequence(
            "  off  broken (entry 2): 8 faults",
            "       property 'patern' is not known",
            "       owner is missing: who answers for it?",
            "       broad must be true or false");
  }

  @Test
  void writesLongNumbersInOneForm() throws IOException {
    String off = "{\"id\": \"off\"}";
    String[] many = Collections.nCopies(1_000, off).toArray(String[]::new);

    assertThat(CommandRun.of("check", file(folder, (Object[]) many)).err())
        .contains("exceptions.json: 1,000 of 1,000 exceptions off; what is off silences nothing");
  }

  @Test
  void tellsEntriesWithOneIdApart() throws IOException {
    assertThat(
            CommandRun.of("check", file(folder, marys("one", 40), marys("one", 40), "{}")).lines())
        .contains("  off  one (entry 2): an entry before it has the same id")
        .anyMatch(line -> line.startsWith("  off  entry 3: "));
  }

  @ParameterizedTest
  @CsvSource({"PT100S, 1 min", "PT90M, 1 h 29 min", "PT47H, 46 h 59 min", "PT49H, 2 days"})
  void saysHowLongAnExceptionHasLeft(Duration left, String words) throws IOException {
    String expires = Instant.now().plus(left).toString();

    assertThat(CommandRun.of("check", file(folder, marys("one", 1).put("expires", expires))).out())
        .contains("on   one: " + words + " left, until ");
  }

  @Test
  void namesWhatItDoesNotKnowOfAFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("exceptions.json"),
            "{\"version\": 2, \"exceptions\": [" + marys("good", 40) + "]}");

    CommandRun run = CommandRun.of("check", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.lines())
        .anyMatch(line -> line.startsWith("  on   good: "))
        .anyMatch(line -> line.startsWith("  off  property 'version' of the file: only one list"));
  }

  @Test
  void saysWhatIsWrongWithARuleFileInWhichLine() throws IOException {
    String good = "src/test/resources/rules/ec2-database-port-open.yaml";
    String broken = Files.readString(Path.of(good)).replace("{a group}", "{a grup}");
    Path file = Files.writeString(folder.resolve("broken.yaml"), broken);

    assertThat(CommandRun.of("check", good).lines())
        .containsExactly(
            "rule ok: Database port opened to the internet"
                + " (5a1f0c52-9f57-4d0e-8a3c-6f0c0a7d2e11), severity high, risk score 73");
    CommandRun run = CommandRun.of("check", file.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("broken.yaml: line 46: title: {grup} is no fact of this rule; facts are group,");
    Path latin = folder.resolve("latin.yaml");
    Files.writeString(latin, "name: Größe", StandardCharsets.ISO_8859_1);
    assertThat(CommandRun.of("check", latin.toString()).err())
        .contains("latin.yaml: is not UTF-8: save it as UTF-8");
    assertThat(CommandRun.of("check", "nowhere.yaml").err())
        .contains("nowhere.yaml: cannot be read");
  }
}
