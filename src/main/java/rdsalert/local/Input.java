package rdsalert.local;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rdsalert.local.ScopeOption.Scope;

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
    } catch (FileNotFoundException e) { // names the file, and says why not
      String what = given.isEmpty() ? "a file's name is empty" : e.getMessage();
      boolean isLost = given.indexOf('\ufffd') >= 0;
      throw new Problem(
          what + (isLost ? "; its name is not UTF-8: rename it" : "; check the path"), e);
    }
  }

  /**
   * The files that were given, and those in the folders that were, in the order of their paths;
   * complains of a folder that cannot be looked into.
   */
  static List<String> files(List<String> given, Scope scope, Complaints complaints) {
    return given.stream().flatMap(each -> files(each, scope, complaints)).toList();
  }

  private static Stream<String> files(String given, Scope scope, Complaints complaints) {
    List<String> found = new ArrayList<>();
    if (given.isEmpty() || !new File(given).isDirectory()) {
      return Stream.of(given); // opening it tells what is wrong
    }
    try {
      Files.walkFileTree(
          Path.of(given),
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
                complaints.add(file + ": cannot be looked into; check its permissions");
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new Problem(given + ": cannot be looked into; check its permissions", e);
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
