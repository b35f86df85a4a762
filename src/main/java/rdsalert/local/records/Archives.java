package rdsalert.local.records;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/** Archives by their form. Most hunts meet none, and load nothing of this. */
final class Archives {
  private Archives() {}

  static ArchiveInputStream<?> zip(InputStream in) {
    return new Zip(in);
  }

  static ArchiveInputStream<?> tar(InputStream in) {
    return new TarArchiveInputStream(in);
  }

  /** What a link leads to by a name; another name of the same content is none. */
  static Optional<String> link(ArchiveEntry entry) {
    return entry instanceof TarArchiveEntry tar && tar.isSymbolicLink()
        ? Optional.of(tar.getLinkName())
        : Optional.empty();
  }

  /** Whether there is content to read that was not read under another name. */
  static boolean isFile(ArchiveEntry entry) {
    return !entry.isDirectory() && !(entry instanceof TarArchiveEntry tar && tar.isLink());
  }

  /** The archive behind an entry that cannot be read. */
  static ArchiveInputStream<?> behind(ArchiveEntry entry, ArchiveInputStream<?> archive)
      throws IOException {
    return archive instanceof Zip zip
            && entry instanceof ZipArchiveEntry it
            && it.getGeneralPurposeBit().usesDataDescriptor()
        ? zip.fromNextHeader()
        : archive;
  }

  /** The library does not get past what is encrypted and has its size behind it. */
  private static final class Zip extends ZipArchiveInputStream {
    /** As much as the library can take back. */
    private static final int MOST = 512;

    private static final String HEADER = "PK\u0003\u0004";

    Zip(InputStream in) {
      super(in);
    }

    Zip fromNextHeader() throws IOException {
      PushbackInputStream from = (PushbackInputStream) in;
      byte[] bytes = new byte[MOST];
      String text = "";
      for (int count = 0; count >= 0; count = from.read(bytes, 0, MOST - text.length())) {
        text += new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
        int header = text.indexOf(HEADER);
        if (header >= 0) {
          from.unread(text.substring(header).getBytes(StandardCharsets.ISO_8859_1));
          break;
        }
        text = text.substring(Math.max(0, text.length() - HEADER.length() + 1));
      }
      return new Zip(from);
    }
  }
}
