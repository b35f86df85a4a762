package rdsalert.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Text that comes with the code. */
public final class PackagedText {
  private PackagedText() {}

  /** What a file holds, which is named by its path from the root, as in {@code /rdsalert/a.txt}. */
  public static String of(String file) {
    try (InputStream in = PackagedText.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
