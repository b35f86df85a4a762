package rdsalert.hunt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where a page goes: the old one stays until the new one is whole. */
public record PageFile(Path file) {
  /** Whether there is something that is lost if a page takes its place: a log, by a slip. */
  public boolean isAnother() throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) == 0) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return !new String(in.readNBytes(HitPage.BEGINNING.length()), ISO_8859_1)
          .equals(HitPage.BEGINNING);
    }
  }

  /** Fails if a page could not be written, and leaves everything as it was. */
  public void tryOut() throws IOException {
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw new AccessDeniedException(file.toString());
    }
    if (isReplaced()) {
      Files.writeString(beside(), "");
      Files.delete(beside());
    }
  }

  public void write(String html) throws IOException {
    if (isReplaced()) {
      Files.writeString(beside(), html);
      Files.move(beside(), target(), StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.writeString(file, html);
    }
  }

  /** A device or a pipe is written to; a folder cannot be. */
  private boolean isReplaced() {
    return !Files.exists(file) || Files.isRegularFile(file);
  }

  /** Hidden, so that a hunt through this folder leaves it out if it stays behind. */
  private Path beside() throws IOException {
    return target().resolveSibling("." + target().getFileName() + ".part");
  }

  /** The file itself, if a link leads to it. */
  private Path target() throws IOException {
    return Files.exists(file) ? file.toRealPath() : file;
  }
}
