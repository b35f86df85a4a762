package rdsalert.local;

import org.jspecify.annotations.Nullable;
import rdsalert.local.Command.Argument;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.SilenceFile;
import rdsalert.silence.Silences;

/** The option that names a file of exceptions. */
final class SilencesOption {
  private final Argument<@Nullable String> file;

  SilencesOption(Command command) {
    file =
        command.text(
            "--exceptions",
            "FILE",
            "The exceptions that apply (default: those that come with the function); - reads"
                + " standard input.");
  }

  Silences read(RuleCatalog rules) {
    return read(file.value(), rules);
  }

  /**
   * Reads exceptions as the function does, once, so that they may come by a pipe.
   *
   * @param given a path, {@code -} for standard input, or null for the packaged file
   * @throws Input.Problem if the function would go on without any: a command fails instead
   */
  static Silences read(@Nullable String given, RuleCatalog rules) {
    Silences exceptions =
        given == null ? SilenceFile.packaged(rules) : SilenceFile.read(Input.open(given), rules);
    exceptions
        .unreadable()
        .ifPresent(
            why -> {
              throw new Input.Problem(
                  nameOf(given) + ": " + why + "; see docs/exceptions.md", null);
            });
    return exceptions;
  }

  static String nameOf(@Nullable String given) {
    return given == null ? "the packaged file" : Input.nameOf(given);
  }
}
