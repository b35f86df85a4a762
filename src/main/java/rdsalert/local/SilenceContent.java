package rdsalert.local;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.SilenceFile;
import rdsalert.silence.Silences;

/** What a file of exceptions holds. It is read once, so that it may be a pipe. */
final class SilenceContent {
  private final String name;
  private final byte[] content;

  private SilenceContent(String name, InputStream in) throws IOException {
    this.name = name;
    this.content = in.readNBytes(SilenceFile.LONGEST + 1);
  }

  /**
   * Reads a file.
   *
   * @param given a path, or {@code -} for standard input
   * @throws InputProblem if that cannot be done
   */
  static SilenceContent of(String given) {
    try (InputStream in = Input.open(given)) {
      return new SilenceContent(Input.nameOf(given), in).filled();
    } catch (IOException e) {
      throw Input.unreadable(given, e);
    }
  }

  /** The exceptions that come with the function. */
  static SilenceContent packaged() {
    try (InputStream in = SilenceContent.class.getResourceAsStream(SilenceFile.PACKAGED)) {
      if (in == null) {
        throw new InputProblem("the packaged file of exceptions is missing; build again");
      }
      return new SilenceContent("the packaged file", in).filled();
    } catch (IOException e) {
      throw new UncheckedIOException("the packaged file of exceptions cannot be read", e);
    }
  }

  private SilenceContent filled() {
    if (content.length == 0) {
      throw new InputProblem(
          name + ": is empty; a file without exceptions is {\"exceptions\": []}");
    }
    return this;
  }

  /** What to call it in messages. */
  String name() {
    return name;
  }

  /**
   * The exceptions, as the function reads them.
   *
   * @throws InputProblem if it would go on without any: what a command was told to apply, it
   *     applies or fails
   */
  Silences exceptions(RuleCatalog rules) {
    Silences exceptions = SilenceFile.read(new ByteArrayInputStream(content), rules);
    exceptions
        .unreadable()
        .ifPresent(
            why -> {
              throw new InputProblem(name + ": " + why + "; see the README's part on exceptions");
            });
    return exceptions;
  }
}
