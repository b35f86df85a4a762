package rdsalert.local;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rdsalert.rule.AlertExceptions;
import rdsalert.rule.ExceptionFile;
import rdsalert.rule.RuleCatalog;

/** The option that names a file of exceptions. */
final class ExceptionsOption {
  @Option(
      names = "--exceptions",
      paramLabel = "FILE",
      description = "The exceptions that apply (default: those that come with the function).")
  private @Nullable Path file;

  /**
   * Reads the file, or the packaged one.
   *
   * @throws InputProblem if the named file cannot be read at all
   */
  AlertExceptions read(RuleCatalog rules) {
    return file == null ? ExceptionFile.packaged(rules) : read(file, rules);
  }

  /** What a command was told to apply, it applies or fails; only the function goes on without. */
  static AlertExceptions read(Path file, RuleCatalog rules) {
    if (!Files.isRegularFile(file)) {
      throw new InputProblem(file + ": there is no such file; check the path");
    }
    AlertExceptions exceptions = ExceptionFile.read(file, rules);
    exceptions
        .unreadable()
        .ifPresent(
            why -> {
              throw new InputProblem(file + ": " + why + "; see the README's part on exceptions");
            });
    return exceptions;
  }
}
