package rdsalert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The package that is deployed holds the function and its libraries, from a list, and no more. */
class DeployedPackageIT {
  private static final Path ZIP = Path.of("target", "lambda.zip");
  private static final long FIFTEEN_MEGABYTES = 15L * 1024 * 1024;
  private static final Pattern VERSION = Pattern.compile("-\\d[\\d.]*\\.jar$");
  private static final Pattern OWN =
      Pattern.compile(
          "rdsalert/((aws|delivery|render|command|briefing|silence|rule|text|pattern|event|log"
              + "|snapstart|guard|parameters)/)?[A-Za-z0-9$-]+\\.class"
              + "|rdsalert/rules/[a-z0-9-]+\\.yaml\\.json"
              + "|rdsalert/(domains|tools)\\.txt"
              + "|rdsalert/exceptions\\.json|rdsalert/snapstart/event\\.json"
              + "|META-INF/sbom/lambda\\.cdx\\.json");

  private static final List<String> LIBRARIES =
      List.of(
          // AWS asks for it in the package, although the runtime has one.
          "aws-lambda-java-core",
          // SDK: the two services, the one HTTP client, and what they stand on.
          "annotations",
          "apache5-client",
          "auth",
          "aws-core",
          "aws-json-protocol",
          "aws-query-protocol",
          "checksums",
          "checksums-spi",
          "dynamodb",
          "endpoints-spi",
          "eventstream",
          "http-auth",
          "http-auth-aws",
          "http-auth-aws-eventstream",
          "http-auth-spi",
          "http-client-spi",
          "httpclient5",
          "httpcore5",
          "httpcore5-h2",
          "identity-spi",
          "json-utils",
          "metrics-spi",
          "profiles",
          "protocol-core",
          "reactive-streams",
          "regions",
          "retries",
          "retries-spi",
          "sdk-core",
          "slf4j-api",
          "slf4j-nop",
          "sns",
          "third-party-jackson-core",
          "utils",
          "utils-lite",
          // Snapshots: what is called before and after. The runtime does not bring it.
          "crac",
          // Reading JSON and judging it.
          "event-ruler",
          "fastdoubleparser",
          "jackson-annotations",
          "jackson-core",
          "jackson-databind");

  @Test
  void holdsExactlyTheLibrariesThatAreListed() throws IOException {
    List<String> libraries =
        names().stream()
            .filter(name -> name.startsWith("lib/"))
            .map(name -> VERSION.matcher(name.substring("lib/".length())).replaceFirst(""))
            .toList();

    assertThat(libraries).containsExactlyInAnyOrderElementsOf(LIBRARIES);
  }

  @Test
  void holdsBesidesThemOnlyTheFunctionsOwnClassesAndRules() throws IOException {
    assertThat(names().stream().filter(name -> !name.startsWith("lib/")))
        .allMatch(name -> OWN.matcher(name).matches())
        .contains("rdsalert/AlertFunction.class", "rdsalert/SweepFunction.class")
        .filteredOn(name -> !name.endsWith("/package-info.class"))
        .noneMatch(name -> Files.exists(Path.of("target", "test-classes", name)));
  }

  @Test
  void holdsEveryClassThatIsNotTheLocalCommands() throws IOException {
    Path classes = Path.of("target", "classes");
    try (var files = Files.walk(classes)) {
      List<String> built =
          files
              .filter(Files::isRegularFile)
              .map(file -> classes.relativize(file).toString().replace('\\', '/'))
              .filter(name -> !name.matches("rdsalert/(local|hunt|yaml)/.*"))
              .toList();
      assertThat(names()).containsAll(built);
    }
  }

  @Test
  void staysSmallEnoughForAQuickStart() throws IOException {
    assertThat(Files.size(ZIP)).isLessThan(FIFTEEN_MEGABYTES);
  }

  private static List<String> names() throws IOException {
    try (ZipFile zip = new ZipFile(ZIP.toFile())) {
      return zip.stream()
          .filter(entry -> !entry.isDirectory())
          .map(ZipEntry::getName)
          .map(Objects::requireNonNull)
          .toList();
    }
  }
}
