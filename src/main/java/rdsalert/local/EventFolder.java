package rdsalert.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of events that somebody means who names a folder or a file. */
final class EventFolder {
  private EventFolder() {}

  /**
   * The JSON files that lie in a folder, plain or gzip; else what was given.
   *
   * @throws InputProblem if the folder cannot be listed
   */
  static List<String> files(String given) {
    return isFolder(given) ? list(given) : List.of(given);
  }

  private static boolean isFolder(String given) {
    try {
      return Files.isDirectory(Path.of(given));
    } catch (InvalidPathException e) {
      return false; // whoever opens it says so
    }
  }

  private static List<String> list(String folder) {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .filter(file -> file.toString().matches("(?s).*\\.json(\\.gz)?"))
          .filter(file -> !Files.isDirectory(file))
          .map(Path::toString)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new InputProblem(folder + ": cannot be listed; check its permissions", e);
    }
  }
}
