package rdsalert.local.records;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.io.input.BrokenInputStream;
import org.apache.commons.io.input.CloseShieldInputStream;
import org.apache.commons.io.input.ReaderInputStream;

/** Unpacks what is packed, and puts into UTF-8 what is written otherwise. */
record Layers(Content content, Consumer<String> complain) {
  private static final int HEAD = 2_048;
  private static final int DEEPEST = 5;

  /** Files that begin so are of a known form that is not read here, and what to do about it. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "PAR1", "Parquet: export it as JSON or CSV, such as with DuckDB or Athena",
          "ORC", "ORC: export it as JSON or CSV, such as with Athena",
          "Obj\u0001", "Avro: export it as JSON",
          "BZh", "bzip2: unpack it first",
          "\u00fd7zXZ", "xz: unpack it first",
          "(\u00b5/\u00fd", "Zstandard: unpack it first",
          "<", "XML or HTML, perhaps an error of S3's: get the file again");

  private static final String UNPACK = "unpack the archive, and give what was in it";

  /** Is shown what is inside. */
  interface Content {
    /** The bytes of a file, plain and in UTF-8, and their first ones once more. */
    void read(String name, InputStream in, String head) throws IOException;
  }

  /** Knows what stands behind its end. Closing it leaves open what it reads from. */
  private static final class Gzip extends GZIPInputStream {
    private static final int TRAILER = 8;

    Gzip(InputStream in) throws IOException {
      super(in, 1 << 14);
    }

    /** Whether all of it was read, and something else stands behind it. */
    boolean hasRest() throws IOException {
      return read() < 0 && (inf.getRemaining() > TRAILER || in.read() >= 0);
    }

    /** Gives back memory that is not the heap's. */
    @Override
    public void close() {
      inf.end();
    }
  }

  void open(String name, InputStream raw) throws IOException {
    open(name, raw, 0);
  }

  private void open(String name, InputStream raw, int depth) throws IOException {
    byte[] first = new byte[HEAD];
    int length = 0;
    InputStream rest = CloseShieldInputStream.wrap(raw);
    try {
      for (int count = raw.read(first); count > 0; ) {
        length += count;
        count = raw.read(first, length, HEAD - length);
      }
    } catch (IOException e) {
      rest = new BrokenInputStream(() -> e);
    }
    // A fault in the rest loses nothing of what was read before it.
    InputStream in = new SequenceInputStream(new ByteArrayInputStream(first, 0, length), rest);
    String head = new String(first, 0, length, StandardCharsets.ISO_8859_1);
    if (depth > DEEPEST) {
      complain.accept(name + ": is packed more than " + DEEPEST + " times; unpack it first");
    } else if (head.startsWith("\u001f\u008b")) {
      try (Gzip plain = new Gzip(in)) {
        open(name, plain, depth + 1);
        if (plain.hasRest()) {
          complain.accept(
              name + ": behind what was unpacked stands something else; get the file again");
        }
      }
    } else if (head.startsWith("PK\u0003\u0004")) {
      openAll(name, new ZipArchiveInputStream(in), depth + 1);
    } else if (isTar(head)) {
      openAll(name, new TarArchiveInputStream(in), depth + 1);
    } else if (isWide(head)) {
      open(
          name,
          ReaderInputStream.builder()
              .setReader(new InputStreamReader(in, charset(head)))
              .setCharset(StandardCharsets.UTF_8)
              .get(),
          depth + 1);
    } else if (head.startsWith("\u00ef\u00bb\u00bf")) {
      in.skipNBytes(3);
      open(name, in, depth + 1);
    } else {
      readPlain(name, in, head);
    }
  }

  private void readPlain(String name, InputStream in, String head) throws IOException {
    Optional<String> other =
        OTHERS.keySet().stream().filter(head::startsWith).findFirst().map(OTHERS::get);
    if (other.isPresent()) {
      complain.accept(name + ": this looks like " + other.get());
    } else {
      content.read(name, in, head);
    }
  }

  /**
   * A caller can put the magic word into a record, but not the zeros that a tar is filled up with.
   */
  private static boolean isTar(String head) {
    return head.startsWith("ustar", 257) && head.indexOf(0) >= 0;
  }

  /** UTF-16: with a mark, or with ASCII in every other byte. */
  private static boolean isWide(String head) {
    return head.length() > 1
        && (head.startsWith("\u00ff\u00fe")
            || head.startsWith("\u00fe\u00ff")
            || (head.charAt(0) == 0) != (head.charAt(1) == 0));
  }

  private static Charset charset(String head) {
    return head.charAt(1) == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16;
  }

  private void openAll(String name, ArchiveInputStream<?> archive, int depth) {
    String last = name;
    try {
      ArchiveEntry entry;
      while ((entry = archive.getNextEntry()) != null) {
        String file = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (entry.getName().equals("[Content_Types].xml")) {
          complain.accept(name + ": this looks like an Excel file: save it as CSV");
          return;
        }
        last = name + ", " + entry.getName();
        if (!archive.canReadEntryData(entry)) {
          complain.accept(
              last
                  + ": is encrypted, or packed in a way not read here, and perhaps hides what"
                  + " follows; "
                  + UNPACK);
        } else if (isFile(entry) && !file.startsWith(".")) {
          openOne(last, archive, depth);
        }
      }
    } catch (IOException e) {
      complain.accept(
          last + ": nothing behind it can be read" + RecordReader.because(e) + "; " + UNPACK);
    }
  }

  /** Whether there is content that was not read under another name. */
  private static boolean isFile(ArchiveEntry entry) {
    return !entry.isDirectory() && !(entry instanceof TarArchiveEntry tar && tar.isLink());
  }

  /** What is wrong with one file in an archive says nothing of the next. */
  private void openOne(String name, InputStream in, int depth) {
    try {
      open(name, in, depth);
    } catch (IOException e) {
      complain.accept(name + ": cannot be read" + RecordReader.because(e));
    }
  }
}
