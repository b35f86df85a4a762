package rdsalert.local;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.SilenceFile;
import rdsalert.silence.Silences;

/** The option that names a file of exceptions. */
final class SilencesOption {
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
  Silences read(RuleCatalog rules) {
    return file == null ? SilenceFile.packaged(rules) : SilenceContent.of(file).exceptions(rules);
  }
}
