package rdsalert.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import rdsalert.event.EventReader;
import rdsalert.event.ManagementEvent;

/** The sample events, and what the packaged rule has to say of each. */
public final class Samples {
  private static final Path FOLDER = Path.of("events");

  private static final Map<String, Boolean> MATCHES =
      Map.ofEntries(
          Map.entry("create-db-security-group", true),
          Map.entry("assumed-role-mfa", true),
          Map.entry("root", true),
          Map.entry("service-principal", true),
          Map.entry("null-parameters", true),
          Map.entry("empty-error-code", true),
          Map.entry("replay", true),
          Map.entry("forwarded", true),
          Map.entry("govcloud", true),
          Map.entry("china", true),
          Map.entry("hostile-names", true),
          Map.entry("failed-error-code", false),
          Map.entry("failed-error-message-only", false),
          Map.entry("another-call", false));

  private Samples() {}

  /** The files, sorted by name. */
  public static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
    }
  }

  /** The name of a file, without its ending. */
  public static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.json$", "");
  }

  /** By name, whether the rule matches. */
  public static Map<String, Boolean> verdicts() {
    return MATCHES;
  }

  /** Whether the rule matches; a name that nobody has thought about is an error. */
  public static boolean expectedToMatch(String name) {
    Boolean matches = MATCHES.get(name);
    if (matches == null) {
      throw new AssertionError("say here whether the rule matches events/" + name + ".json");
    }
    return matches;
  }

  public static ManagementEvent read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new EventReader().read(in);
    }
  }

  /** One of the files by its name. */
  public static Path file(String name) {
    return FOLDER.resolve(name + ".json");
  }
}
