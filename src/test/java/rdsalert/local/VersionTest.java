package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import rdsalert.testing.Template;

/** There is one version, and whoever asks is told the same. */
class VersionTest {
  private static final Pattern POM =
      Pattern.compile(
          "<artifactId>rds-security-group-alert</artifactId>\\s*<version>(.*?)</version>");
  private static final Pattern CHANGELOG = Pattern.compile("(?m)^## (\\S+)");
  private static final String SEMANTIC = "\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?";

  @Test
  void isASemanticOne() throws IOException {
    assertThat(version()).matches(SEMANTIC);
  }

  @Test
  void isToldByTheCommandTheTemplateAndTheChangelog() throws IOException {
    assertThat(CommandRun.of("--version").out()).isEqualToIgnoringNewLines("rdsalert " + version());
    assertThat(Template.section("Outputs").at("/Version/Value").asText()).isEqualTo(version());
    assertThat(first(CHANGELOG, "CHANGELOG.md")).isEqualTo(version());
  }

  private static String version() throws IOException {
    return first(POM, "pom.xml");
  }

  private static String first(Pattern pattern, String file) throws IOException {
    Matcher found = pattern.matcher(Files.readString(Path.of(file)));
    assertThat(found.find()).as("a version in %s", file).isTrue();
    return found.group(1);
  }
}
