package rdsalert.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import rdsalert.event.EventReader;
import rdsalert.event.ManagementEvent;

/**
 * The sample events: {@code events/RULE/hit-NAME.json} for what a rule matches, {@code
 * miss-NAME.json} for what it does not.
 */
public final class Samples {
  private static final Path ALL = Path.of("events");
  private static final Path CORE = ALL.resolve("rds-db-security-group-created");

  private Samples() {}

  /** The files of the rule that is always on, sorted. */
  public static Stream<Path> files() throws IOException {
    return files(CORE);
  }

  /** The files of all rules, sorted. */
  public static Stream<Path> ofAllRules() throws IOException {
    return files(ALL);
  }

  /** The files of the rules that can be chosen, so not of those about the stack itself, sorted. */
  public static Stream<Path> ofThePacks() throws IOException {
    return ofAllRules().filter(file -> !isOfTheStack(file));
  }

  /** The files of the rules about the stack itself, sorted. */
  public static Stream<Path> ofTheStack() throws IOException {
    return ofAllRules().filter(Samples::isOfTheStack);
  }

  private static boolean isOfTheStack(Path file) {
    return file.getName(1).toString().startsWith("stack-");
  }

  /** The first file that a rule of a pack matches. */
  public static Path firstHit(String rule) {
    try {
      return files(ALL.resolve(rule)).filter(Samples::isHit).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
    }
  }

  /** The name of a file, without what is expected of it and without its ending. */
  public static String name(Path file) {
    return file.getFileName().toString().replaceFirst("^(hit|miss)-(.*)\\.json$", "$2");
  }

  /** Whether its rule is expected to match; a file whose name does not tell is an error. */
  public static boolean isHit(Path file) {
    String name = file.getFileName().toString();
    if (!name.startsWith("hit-") && !name.startsWith("miss-")) {
      throw new AssertionError(file + ": the name must begin with hit- or miss-");
    }
    return name.startsWith("hit-");
  }

  public static ManagementEvent read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new EventReader().read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one file of that name, of the rule that is always on. */
  public static Path file(String name) {
    try {
      List<Path> files = files().filter(file -> name(file).equals(name)).toList();
      if (files.size() != 1) {
        throw new AssertionError("wanted one sample named " + name + ", found " + files);
      }
      return files.getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
