package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.testing.TestEvents;

/** What cannot be read in an archive or a table is named, and the rest is read. */
class PartlyReadableFilesTest {
  private static final byte[] LOG =
      bytes("{\"Records\":[" + TestEvents.matching("good").detail() + "]}");

  @TempDir private Path folder = Path.of("");

  @Test
  void goesOnAfterABadFileInAZip() throws IOException {
    Path file = folder.resolve("logs.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      put(zip, "a.json.gz", truncated());
      put(zip, "b.txt", bytes("some words"));
      put(zip, "c.json.gz", gzip(LOG));
    }

    assertTheGoodOneIsFound(
        file, ", a.json.gz: cannot be read (it ends too early)", ", b.txt: is neither JSON nor");
  }

  @Test
  void goesOnAfterATableInAnArchive() throws IOException {
    byte[] table = bytes("eventID,eventJson\n1,\n");
    Path zipped = folder.resolve("results.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(zipped))) {
      put(zip, "a.csv", table);
      put(zip, "c.json", LOG);
    }
    ByteArrayOutputStream tarred = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(tarred)) {
      put(tar, "a.csv", table);
      put(tar, "c.json", LOG);
    }

    assertTheGoodOneIsFound(zipped, ", a.csv: a text that is no JSON");
    assertTheGoodOneIsFound(
        Files.write(folder.resolve("results.tar.gz"), gzip(tarred.toByteArray())),
        ", a.csv: a text that is no JSON");
  }

  @Test
  void goesOnAfterABadFileInATar() throws IOException {
    Path file = folder.resolve("logs.tar");
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      put(tar, "a.json.gz", truncated());
      put(tar, "c.json.gz", gzip(LOG));
    }

    assertTheGoodOneIsFound(file, ", a.json.gz: cannot be read (it ends too early)");
  }

  /** A name of a session may have it where a tar has it. */
  @ParameterizedTest
  @ValueSource(
      strings = {"{\"Records\":[", "\uFEFF [", " {\"eventName\":1} ", "eventID,eventJson\n"})
  void takesNoTextForATarThatHasItsMagicWord(String begin) throws IOException {
    String log = begin + "x".repeat(257 - begin.getBytes(StandardCharsets.UTF_8).length) + "ustar";
    Path file = Files.writeString(folder.resolve("log"), log + " ".repeat(512));

    assertThat(CommandRun.of("run", file.toString()).err()).isNotEmpty().doesNotContain("archive");
  }

  @Test
  void readsARecordThatHasAWordOfArchivesInIt() throws IOException {
    String begin = "{\"Records\":[{\"x\":\"";
    String log =
        begin
            + "x".repeat(257 - begin.length())
            + "ustar\"},"
            + TestEvents.matching("good").detail()
            + "]}";
    Path file = Files.write(folder.resolve("log.json.gz"), gzip(bytes(log)));

    assertTheGoodOneIsFound(file, ": no call was found");
  }

  @Test
  void saysSoIfBytesLookLikeATarButHoldNoFile() throws IOException {
    byte[] header = Arrays.copyOf(bytes("x".repeat(100)), 512);
    System.arraycopy(bytes("ustar"), 0, header, 257, 5);
    Path file = Files.write(folder.resolve("log.tar"), header);

    CommandRun run = CommandRun.of("run", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("rdsalert: " + file).hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({"6, 1", "8, 14"}) // the flag of encryption; the number of LZMA
  void namesWhatIsEncryptedOrPackedInARareWay(int at, byte value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      stored(zip, "secret.json");
      stored(zip, "plain.json");
    }
    byte[] bytes = out.toByteArray();
    bytes[at] = value;
    Path file = Files.write(folder.resolve("logs.zip"), bytes);

    assertTheGoodOneIsFound(file, ", secret.json: is encrypted, or packed in a way");
  }

  /**
   * As programs do that cannot go back; the end of encrypted data cannot be found by reading it.
   */
  @Test
  void saysThatWhatIsEncryptedAndHasItsSizeBehindItMayHideTheRest() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "secret.json", bytes("x".repeat(600)));
      put(zip, "plain.json", LOG);
    }
    byte[] bytes = out.toByteArray();
    assertThat(bytes[6] & 8).isNotZero();
    bytes[6] |= 1;
    Path file = Files.write(folder.resolve("logs.zip"), bytes);

    CommandRun run = CommandRun.of("run", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(file + ", secret.json: is encrypted, or packed in a way", "perhaps hides what");
  }

  @Test
  void takesALinkInATarForAnEmptyFile() throws IOException {
    Path file = folder.resolve("logs.tar");
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      put(tar, "c.json", LOG);
      link(tar, "latest.json", TarConstants.LF_SYMLINK, "../c.json");
      link(tar, "same.json", TarConstants.LF_LINK, "a.json");
    }

    assertTheGoodOneIsFound(file, ", latest.json: is empty; give a file with");
  }

  /** As of a file that was put together of several, one of which was damaged. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100, 40_000})
  void tellsOfWhatStandsBehindPackedData(int size) throws IOException {
    byte[] behind = gzip(LOG);
    behind[0] = 0;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(gzip(LOG));
    bytes.write(Arrays.copyOf(behind, size));
    Path file = Files.write(folder.resolve("logs.json.gz"), bytes.toByteArray());

    assertTheGoodOneIsFound(file, ": behind what was unpacked stands something else");
  }

  /** As programs do that cannot go back in what they write. */
  @Test
  void saysWhatToDoWithAZipWhoseSizesStandBehindWhatIsStored() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      stored(zip, "a.json");
    }
    byte[] bytes = out.toByteArray();
    bytes[6] = 8;
    Arrays.fill(bytes, 14, 26, (byte) 0);
    Path file = Files.write(folder.resolve("logs.zip"), bytes);

    CommandRun run = CommandRun.of("run", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(file + ", a.json: is encrypted, or packed in a way")
        .contains("unpack the archive, and give what was in it");
  }

  @Test
  void goesOnAfterABadRow() throws IOException {
    String good = "\"" + TestEvents.matching("good").detail().toString().replace("\"", "\"\"");
    Path file =
        Files.writeString(
            folder.resolve("rows.csv"),
            String.join(
                "\n",
                "eventJson,x",
                good.replace("good", "first") + "\",1",
                "\"abc\"def,\"2\"ghi",
                "a,b,c,d",
                "\"" + "y".repeat(50 << 20) + "\",1",
                good + "\",2",
                "\"open",
                good));

    CommandRun run = CommandRun.of("run", "--json", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).contains("\"first\"", "\"good\"");
    assertThat(run.err())
        .doesNotContain("Source", "readable file")
        .contains("rows.csv, event 2: not CSV: ")
        .contains("rows.csv, event 3: not CSV: ")
        .contains("rows.csv, event 4: a cell is larger than 2 MB, which no record is")
        .contains("rows.csv, event 6: not CSV: ")
        .contains("rows.csv: from event 6 on nothing was read")
        .endsWith("2 events: 2 alerted\n")
        .hasLineCount(6);
  }

  /** Of lines of their own, the next one is read. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          2026-03-01T02:47:53.000Z {"a":"cut^2026-03-01T02:47:53.000Z GOOD                     | : not JSON: a text has
          "{\\"a\\":\\"cut^TEXT                                                               | : not JSON: a text has
          [^{"a":"cut^GOOD^]                                                                   | : not JSON: a text has
          [^  {"a":"cut^  GOOD^]                                                               | : not JSON: a text has
          [^  {^    "a":"cut^    "b": [^      {^        "c": 1^      }^    ]^  },^  INDENTED^] | : not JSON: a text has
          {"Records":[^TAB"{\\"a\\":\\"cut^TABTEXT^]}                                          | : not JSON: a text has
          {"Records":[{"a":"\t"},GOOD]}                                                        | : not JSON: Illegal
          """)
  void goesOnBehindWhatWasCut(String text, String complaint) throws IOException {
    String record = TestEvents.matching("good").detail().toString();
    String log =
        text.replace("\\t", "\t")
            .replace("GOOD", record)
            .replace("TAB", "\t")
            .replace("INDENTED", indented(record))
            .replace("TEXT", TextNode.valueOf(record).toString())
            .replace('^', '\n');
    Path file = Files.writeString(folder.resolve("log"), log);

    assertTheGoodOneIsFound(file, complaint);
  }

  @Test
  void saysThatTheRestIsNotReadIfItIsNotKnownWhereItBegins() throws IOException {
    Path file = Files.writeString(folder.resolve("log"), "{\"Records\":[{\"a\":\"\n\"}, {}]}");

    assertThat(CommandRun.of("run", file.toString()).err())
        .endsWith("; it begins at byte 13, and from there on nothing was read\n");
  }

  private static void assertTheGoodOneIsFound(Path file, String... complaints) {
    CommandRun run = CommandRun.of("run", "--json", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).contains("\"eventId\":\"good\"");
    assertThat(run.err()).hasLineCount(complaints.length + 1);
    for (String complaint : complaints) {
      assertThat(run.err()).contains("rdsalert: " + file + complaint);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A log without a call, cut short. */
  private static byte[] truncated() throws IOException {
    byte[] whole = gzip(bytes("{\"Records\":[]}" + " ".repeat(100)));
    return Arrays.copyOf(whole, whole.length - 10);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private static void stored(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 sum = new CRC32();
    sum.update(LOG);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(LOG.length);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(LOG);
    zip.closeEntry();
  }

  private static void link(TarArchiveOutputStream tar, String name, byte kind, String to)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind);
    entry.setLinkName(to);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  private static String indented(String record) {
    return record.replaceFirst("\\{", "{\n    ");
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
