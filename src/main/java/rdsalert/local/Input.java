package rdsalert.local;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
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
        throw new Problem(given + ": is a directory; give a file", null);
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
        given.equals(STANDARD) ? "it can be read only once" : "check that it is a readable file";
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

  /** The files that were given, and those in the folders that were, in the order of their paths. */
  static List<String> files(List<String> given, ScopeOption scope) {
    return given.stream().flatMap(each -> files(each, scope)).toList();
  }

  private static Stream<String> files(String given, ScopeOption scope) {
    try {
      Path path = Path.of(given);
      if (!Files.isDirectory(path)) {
        return Stream.of(given); // opening it tells what is wrong
      }
      try (Stream<Path> files =
          Files.find(
              path,
              Integer.MAX_VALUE,
              (file, is) -> !is.isDirectory() && !isBeside(file) && scope.mayBeIn(file),
              FileVisitOption.FOLLOW_LINKS)) {
        return files.sorted().map(Path::toString).toList().stream();
      }
    } catch (IOException | UncheckedIOException | InvalidPathException e) {
      throw unreadable(given, e);
    }
  }

  /** What systems and tools leave in folders. */
  private static boolean isBeside(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(".") || name.startsWith("_") || name.endsWith(".csv.metadata");
  }
}
