package rdsalert.local;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a command was given to read: a file by its path, or standard input for {@code -}. */
final class Input {
  private static final String STANDARD = "-";

  private Input() {}

  /** Something is wrong with what the user gave; the message says where, what, and the remedy. */
  static final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Problem(String message, @Nullable Exception cause) {
      super(message, cause);
    }
  }

  static String nameOf(String given) {
    return given.equals(STANDARD) ? "standard input" : given;
  }

  /** Opens a file, or fails with a {@link Problem}. */
  static InputStream open(String given) {
    try {
      if (given.equals(STANDARD)) {
        return System.in;
      }
      Path path = Path.of(given);
      if (Files.isDirectory(path)) {
        throw new Problem(given + ": is a directory; give the files in it", null);
      }
      return Files.newInputStream(path);
    } catch (IOException | InvalidPathException e) {
      throw unreadable(given, e);
    }
  }

  /** What to say of what cannot be opened, or not be read to its end. */
  static Problem unreadable(String given, Exception e) {
    if (e instanceof NoSuchFileException) {
      return new Problem(given + ": there is no such file; check the path", e);
    }
    String remedy =
        given.equals(STANDARD)
            ? "it can be read only once"
            : "check that it is a readable file, plain or gzip";
    return new Problem(nameOf(given) + ": cannot be read (" + reason(e) + "); " + remedy, e);
  }

  private static String reason(Exception e) {
    String reason =
        switch (e) {
          case EOFException _ -> "it ends too early";
          case FileSystemException f -> f.getReason();
          case InvalidPathException f -> f.getReason();
          default -> e.getMessage();
        };
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  /** The JSON files in a folder, plain or gzip; what is no folder, as it was given. */
  static List<String> files(String given) {
    try (Stream<Path> files = Files.list(Path.of(given))) {
      return files
          .filter(file -> file.toString().matches("(?s).*\\.json(\\.gz)?"))
          .filter(file -> !Files.isDirectory(file))
          .map(Path::toString)
          .sorted()
          .toList();
    } catch (IOException | InvalidPathException e) {
      return List.of(given); // opening it tells what is wrong
    }
  }
}
