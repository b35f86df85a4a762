package rdsalert.local;

import java.io.EOFException;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a command was given to read: a file by its path, or standard input for {@code -}. */
final class Input {
  private static final String STANDARD = "-";

  private Input() {}

  /** Something is wrong with what the user gave; the message says where, what, and the remedy. */
  static final class Problem extends RuntimeException {
    Problem(String message, @Nullable Exception cause) {
      super(message, cause);
    }
  }

  static String nameOf(String given) {
    return given.equals(STANDARD) ? "standard input" : given;
  }

  /** Opens a file, or fails with a {@link Problem}. Of many small files, channels take longer. */
  static InputStream open(String given) {
    try {
      return given.equals(STANDARD) ? System.in : new FileInputStream(given);
    } catch (FileNotFoundException e) {
      return openByPath(given); // which says why not
    }
  }

  private static InputStream openByPath(String given) {
    try {
      Path path = Path.of(given);
      if (given.isEmpty() || Files.isDirectory(path)) {
        String what = given.isEmpty() ? "a file's name is empty" : given + ": is a directory";
        throw new Problem(what + "; give a file", null);
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

  static String reason(Exception e) {
    String reason =
        switch (e) {
          case EOFException _ -> "it ends too early";
          case AccessDeniedException _ -> "permission denied";
          case FileSystemException f -> f.getReason();
          case InvalidPathException f -> f.getReason();
          default -> e.getMessage();
        };
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  /**
   * The files that were given, and those in the folders that were, in the order of their paths;
   * complains of a folder that cannot be looked into.
   */
  static List<String> files(List<String> given, ScopeOption scope, Complaints complaints) {
    return given.stream().flatMap(each -> files(each, scope, complaints)).toList();
  }

  private static Stream<String> files(String given, ScopeOption scope, Complaints complaints) {
    List<String> found = new ArrayList<>();
    try {
      Path path = Path.of(given);
      if (given.isEmpty() || !Files.isDirectory(path)) {
        return Stream.of(given); // opening it tells what is wrong
      }
      Files.walkFileTree(
          path,
          Set.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
              boolean isFile = is.isRegularFile() || is.isSymbolicLink(); // one that leads nowhere
              String name = file.toString();
              if (isFile && !isBeside(name) && scope.mayBeIn(file)) {
                found.add(name);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              if (!(e instanceof FileSystemLoopException)) { // else it is looked through already
                complaints.add(String.valueOf(unreadable(file.toString(), e).getMessage()));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException | InvalidPathException e) {
      throw unreadable(given, e);
    }
    return found.stream().sorted();
  }

  /** What systems and tools leave in folders, and pages that were made of what is in them. */
  private static boolean isBeside(String path) {
    String name = path.substring(path.lastIndexOf(File.separatorChar) + 1);
    return name.startsWith(".")
        || name.startsWith("_")
        || name.endsWith(".csv.metadata")
        || name.endsWith(".html");
  }
}
