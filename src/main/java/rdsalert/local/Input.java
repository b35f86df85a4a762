package rdsalert.local;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What a command was given to read: a file by its path, or standard input for {@code -}. */
final class Input {
  private static final String STANDARD = "-";

  private Input() {}

  /** What to call it in messages. */
  static String nameOf(String given) {
    return given.equals(STANDARD) ? "standard input" : given;
  }

  /**
   * Opens it.
   *
   * @throws InputProblem if that cannot be done
   */
  static InputStream open(String given) {
    try {
      if (given.equals(STANDARD)) {
        return System.in;
      }
      Path path = Path.of(given);
      if (Files.isDirectory(path)) {
        throw new InputProblem(given + ": is a directory; give the files in it");
      }
      return Files.newInputStream(path);
    } catch (NoSuchFileException e) {
      throw new InputProblem(given + ": there is no such file; check the path", e);
    } catch (AccessDeniedException e) {
      throw new InputProblem(given + ": you may not read it; check its permissions", e);
    } catch (IOException | InvalidPathException e) {
      throw new InputProblem(given + ": cannot be opened (" + reason(e) + "); check the path", e);
    }
  }

  /** What to say of a file that was opened and then could not be read to its end. */
  static InputProblem unreadable(String given, IOException e) {
    String mend =
        given.equals(STANDARD)
            ? "it can be read only once"
            : "check that it is a readable file, plain or gzip";
    return new InputProblem(nameOf(given) + ": cannot be read (" + reason(e) + "); " + mend, e);
  }

  private static String reason(Exception e) {
    String reason =
        switch (e) {
          case FileSystemException f -> f.getReason();
          case InvalidPathException f -> f.getReason();
          default -> e.getMessage();
        };
    return reason == null ? unnamed(e) : reason;
  }

  private static String unnamed(Exception e) {
    return e instanceof EOFException ? "it ends too early" : e.getClass().getSimpleName();
  }
}
