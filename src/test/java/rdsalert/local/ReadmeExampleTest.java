package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.SilenceFile;
import rdsalert.silence.Silences;
import rdsalert.testing.DocumentedPart;

/** What the README shows of {@code check} is what it prints. */
class ReadmeExampleTest {
  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

  private static final String OTHERS =
      """
      ,
      {"id": "legacy-groups",
       "pattern": {"account": ["123456789012"], "detail": {"requestParameters":
         {"dBSecurityGroupName": [{"equals-ignore-case": "legacy-reporting"}]}}},
       "owner": "quality team, quality@example.com", "reason": "Tests make them.",
       "expires": "2027-02-28T00:00:00Z"},
      {"id": "marys-migration", "pattern": {"detail": {"userIdentity":
         {"arn": ["arn:aws:iam::123456789012:user/mary.major"]}}},
       "owner": "database team", "reason": "Mary moves the old groups.",
       "expires": "2026-12-31T00:00:00Z"},
      {"id": "old tool", "pattern": {"detail": {"userIdentity": {"principalId": ["AIDAOLDTOOLEXAMPLE"]}}},
       "reason": "An old tool.", "expires": "2027-02-28T00:00:00Z"}
      ]}
      """;

  @Test
  void isWhatCheckPrints() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String file =
        DocumentedPart.block(readme, "json\n{\"exceptions\": [").replaceFirst("]}\\s*$", "")
            + OTHERS;

    assertThat(check(file)).isEqualTo(DocumentedPart.block(readme, "text\nexceptions: "));
  }

  private static String check(String file) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    RuleCatalog rules = RuleCatalog.packaged();
    Silences exceptions =
        SilenceFile.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), rules);
    Complaints complaints = new Complaints(new PrintStream(PrintStream.nullOutputStream()));
    SilencedEvents silenced = new SilencedEvents(rules, exceptions, NOW);
    silenced.look("events/rds-db-security-group-created", complaints);
    new SilenceCheck("exceptions.json", out, complaints).print(silenced);
    return printed.toString(StandardCharsets.UTF_8);
  }
}
