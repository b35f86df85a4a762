package rdsalert.local;

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
      description =
          "The exceptions that apply (default: those that come with the function); - reads"
              + " standard input.")
  private @Nullable String file;

  /**
   * Reads the file, or the packaged one.
   *
   * @throws InputProblem if the named file cannot be read at all
   */
  AlertExceptions read(RuleCatalog rules) {
    return file == null
        ? ExceptionFile.packaged(rules)
        : ExceptionContent.of(file).exceptions(rules);
  }
}
